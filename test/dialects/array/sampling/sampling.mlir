// RUN: covector-opt %s "--array-jvp=argnums=2" | FileCheck %s --check-prefix=JVP
// RUN: covector-opt %s --array-vmap=size=3 | FileCheck %s --check-prefix=VMAP

// The sample moves with alpha.
// JVP-LABEL: func.func {{.*}}@gamma_jvp
// JVP: %[[X:.*]] = array.random_gamma
// JVP: %[[G:.*]] = array.random_gamma_grad %{{.*}}, %[[X]]
// JVP: array.mul %{{.*}}, %[[G]]
// VMAP-LABEL: func.func {{.*}}@gamma_vmap
// VMAP: array.random_gamma {{.*}} -> tensor<3x4xf32>
func.func @gamma(%k0: tensor<4xui32>, %k1: tensor<4xui32>, %alpha: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.random_gamma %k0, %k1, %alpha {log_space = false}
      : (tensor<4xui32>, tensor<4xui32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
