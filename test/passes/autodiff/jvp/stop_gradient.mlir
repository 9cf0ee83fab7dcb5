// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s

// d/dx x * stop_gradient(x) = stop_gradient(x).
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<f32>, %[[B:.*]]: tensor<f32>) -> (tensor<f32>, tensor<f32>)
// CHECK-NEXT:    %[[STOPGRADIENT2:.*]] = array.stop_gradient %[[A]]
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[STOPGRADIENT2]]
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[STOPGRADIENT2]]
// CHECK-NEXT:    return %[[MUL3]], %[[MUL4]]
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.stop_gradient %x : tensor<f32>
  %1 = array.mul %x, %0 : tensor<f32>
  return %1 : tensor<f32>
}
