// RUN: covector-opt %s --array-cpu-pipeline | FileCheck %s

// CHECK-DAG: llvm.mlir.global internal constant @{{.*}}(dense<[1, 4, 4, 0]> : tensor<4xi64>)
// CHECK-DAG: llvm.func @cv_random_poisson(!llvm.ptr, !llvm.ptr)
// CHECK: llvm.call @cv_random_poisson
func.func @main(%key: tensor<2xui32>, %rate: tensor<4xf32>) -> tensor<4xi32> {
  %r = array.random_poisson %key, %rate {element_type = i32}
      : (tensor<2xui32>, tensor<4xf32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}
