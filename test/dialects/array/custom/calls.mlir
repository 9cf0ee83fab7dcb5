// RUN: covector-opt %s | covector-opt | FileCheck %s
// RUN: covector-opt --mlir-print-op-generic %s | covector-opt | FileCheck %s

func.func private @f_jvp(%x: tensor<f32>, %c: tensor<f32>, %dx: tensor<f32>)
    -> (tensor<f32>, tensor<f32>) {
  return %x, %dx : tensor<f32>, tensor<f32>
}
func.func private @fwd(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  return %x, %x : tensor<f32>, tensor<f32>
}
func.func private @bwd(%x: tensor<f32>, %ct: tensor<f32>) -> tensor<f32> {
  return %ct : tensor<f32>
}

// CHECK-LABEL: func.func @custom_jvp_call
// CHECK: array.custom_jvp_call @f_jvp(%{{.*}}, %{{.*}}) consts 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
// CHECK: array.yield %{{.*}} : tensor<f32>
// CHECK: array.custom_jvp_call 7 : i64(%{{.*}}) symbolic_zeros : (tensor<f32>) -> tensor<f32> {
func.func @custom_jvp_call(%x: tensor<f32>, %c: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0 = array.custom_jvp_call @f_jvp(%x, %c) consts 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = array.mul %a, %b : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  %1 = array.custom_jvp_call 7(%x) symbolic_zeros : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0, %1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: func.func @custom_vjp_call
// CHECK: array.custom_vjp_call @fwd, @bwd(%{{.*}}) : (tensor<f32>) -> tensor<f32> {
// CHECK: array.custom_vjp_call 3 : i64, 3 : i64(%{{.*}}, %{{.*}}) lanes [4, 2] of [2, 1]
// CHECK-SAME: : (tensor<4xf32>, tensor<2x5xf32>) -> tensor<4x2xf32> {
func.func @custom_vjp_call(%x: tensor<f32>, %y: tensor<4xf32>, %z: tensor<2x5xf32>)
    -> (tensor<f32>, tensor<4x2xf32>) {
  %0 = array.custom_vjp_call @fwd, @bwd(%x) : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  %1 = array.custom_vjp_call 3, 3(%y, %z) lanes [4, 2] of [2, 1]
      : (tensor<4xf32>, tensor<2x5xf32>) -> tensor<4x2xf32> {
  ^bb0(%a: tensor<4xf32>, %b: tensor<2x5xf32>):
    %2 = array.broadcast_in_dim %a {shape = array<i64: 4, 2>, dimensions = array<i64: 0>}
        : (tensor<4xf32>) -> tensor<4x2xf32>
    array.yield %2 : tensor<4x2xf32>
  }
  return %0, %1 : tensor<f32>, tensor<4x2xf32>
}

// CHECK-LABEL: func.func @linear_call
// CHECK: array.linear_call @bwd(%{{.*}}, %{{.*}}) residuals 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
// CHECK: array.linear_call 5 : i64(%{{.*}}, %{{.*}}) residuals 1 varying [true, false] : (tensor<f32>, tensor<f32>) -> tensor<f32> {
// CHECK-NEXT: }
func.func @linear_call(%r: tensor<f32>, %x: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0 = array.linear_call @bwd(%r, %x) residuals 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    array.yield %b : tensor<f32>
  }
  %1 = array.linear_call 5(%r, %x) residuals 1 varying [true, false]
      : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  }
  return %0, %1 : tensor<f32>, tensor<f32>
}
