// RUN: covector-opt %s --array-expand-transforms --array-simplify | FileCheck %s
// RUN: covector-opt %s --array-vmap="function=f in-axes=0,-1 out-axes=0 size=3" | FileCheck %s --check-prefix=BATCH

func.func private @fwd(%x: tensor<f32>, %y: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0 = array.exp %x : tensor<f32>
  return %x, %0 : tensor<f32>, tensor<f32>
}
func.func private @bwd(%r: tensor<f32>, %ct: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0 = array.mul %r, %ct : tensor<f32>
  return %0, %ct : tensor<f32>, tensor<f32>
}
// BATCH-LABEL: func.func @f_vmap(
// BATCH: array.custom_vjp_call @fwd, @bwd(%{{.*}}, %{{.*}}) lanes [3] of [1, 0]
// BATCH-SAME: : (tensor<3xf32>, tensor<f32>) -> tensor<3xf32> {
func.func private @f(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.custom_vjp_call @fwd, @bwd(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}
func.func private @mapped(%x: tensor<3xf32>, %y: tensor<f32>) -> tensor<3xf32> {
  %0 = array.vmap @f(%x, %y) in_axes [0, -1] out_axes [0] size 3
      : (tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// The rules are those of one lane; what all lanes share sums its cotangents.
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<f32>, %[[CT:.*]]: tensor<3xf32>)
// CHECK: %[[R:.*]] = array.exp %[[X]] : tensor<3xf32>
// CHECK: %[[CX:.*]] = array.mul %[[R]], %[[CT]] : tensor<3xf32>
// CHECK: %[[CY:.*]] = array.reduce_sum %[[CT]]
// CHECK: return %[[X]], %[[CX]], %[[CY]]
func.func @main(%x: tensor<3xf32>, %y: tensor<f32>, %ct: tensor<3xf32>)
    -> (tensor<3xf32>, tensor<3xf32>, tensor<f32>) {
  %0:3 = array.vjp @mapped(%x, %y) cotangents(%ct) argnums [0, 1] resnums [0]
      : (tensor<3xf32>, tensor<f32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<f32>)
  return %0#0, %0#1, %0#2 : tensor<3xf32>, tensor<3xf32>, tensor<f32>
}
