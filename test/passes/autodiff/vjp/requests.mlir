// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// Requests in the function are expanded first: reverse mode of forward mode.
// The tangent of exp(x) along v is v * exp(x).
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[V:.*]]: tensor<4xf32>, %[[CT:.*]]: tensor<4xf32>)
// CHECK-DAG:     %[[EXP:.*]] = array.exp %[[X]]
// CHECK-DAG:     %[[TANGENT:.*]] = array.mul %[[V]], %[[EXP]]
// CHECK-DAG:     %[[CTV:.*]] = array.mul %[[CT]], %[[EXP]]
// CHECK-DAG:     %[[COEFFICIENT:.*]] = array.mul %[[V]], %[[CT]]
// CHECK-DAG:     %[[CTX:.*]] = array.mul %[[COEFFICIENT]], %[[EXP]]
// CHECK:         return %[[TANGENT]], %[[CTX]], %[[CTV]]
func.func @main(%x: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<4xf32> {
  %y, %dy = array.jvp @f(%x) tangents(%v) argnums [0]
      : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %dy : tensor<4xf32>
}
func.func private @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.exp %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
