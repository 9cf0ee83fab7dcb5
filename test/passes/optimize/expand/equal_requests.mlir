// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Equal requests share one derivative; another argument number asks for another
// one; the function itself is still called afterwards.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<f32>, %[[Y:.*]]: tensor<f32>, %[[T:.*]]: tensor<f32>)
// CHECK:         %[[A:.*]] = array.mul %[[T]], %[[Y]]
// CHECK:         %[[B:.*]] = array.mul %[[A]], %[[Y]]
// CHECK:         %[[C:.*]] = array.mul %[[X]], %[[T]]
// CHECK:         %[[D:.*]] = array.mul %[[X]], %[[Y]]
// CHECK:         return %[[A]], %[[B]], %[[C]], %[[D]]
// CHECK-NOT:   func.func
func.func @main(%x: tensor<f32>, %y: tensor<f32>, %t: tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) {
  %0, %a = array.jvp @f(%x, %y) tangents(%t) argnums [0]
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  %1, %b = array.jvp @f(%x, %y) tangents(%a) argnums [0]
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  %2, %c = array.jvp @f(%x, %y) tangents(%t) argnums [1]
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  %d = func.call @f(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %a, %b, %c, %d : tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
}
func.func private @f(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %y : tensor<f32>
  return %0 : tensor<f32>
}
