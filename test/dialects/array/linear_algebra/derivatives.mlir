// RUN: covector-opt %s -array-expand-transforms -array-simplify | FileCheck %s

// The derivative by the right-hand side uses the factors again; its transposed form too.

func.func private @solve(%a: tensor<3x3xf32>, %b: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %c = array.stop_gradient %a : tensor<3x3xf32>
  %lu, %p, %q = array.lu %c : (tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<3xi32>, tensor<3xi32>)
  %x = array.linear_solve %a, %lu, %p, %b {transpose_a = false} : (tensor<3x3xf32>, tensor<3x3xf32>, tensor<3xi32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %x : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @gradient(
// CHECK-SAME: %[[A:.*]]: tensor<3x3xf32>, %[[B:.*]]: tensor<3x2xf32>, %[[CT:.*]]: tensor<3x2xf32>
// CHECK: %[[LU:.*]], %[[P:.*]], %{{.*}} = array.lu
// CHECK-NOT: array.lu
// CHECK: array.linear_solve %[[A]], %[[LU]], %[[P]], %[[CT]] {transpose_a = true}
func.func @gradient(%a: tensor<3x3xf32>, %b: tensor<3x2xf32>, %ct: tensor<3x2xf32>) -> (tensor<3x2xf32>, tensor<3x3xf32>, tensor<3x2xf32>) {
  %r:3 = array.vjp @solve(%a, %b) cotangents(%ct) argnums [0, 1] resnums [0] : (tensor<3x3xf32>, tensor<3x2xf32>, tensor<3x2xf32>) -> (tensor<3x2xf32>, tensor<3x3xf32>, tensor<3x2xf32>)
  return %r#0, %r#1, %r#2 : tensor<3x2xf32>, tensor<3x3xf32>, tensor<3x2xf32>
}
