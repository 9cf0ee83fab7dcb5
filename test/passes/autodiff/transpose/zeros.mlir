// RUN: covector-opt %s -array-transpose | FileCheck %s

// What is added to a linear operand may be 0, in any shape and of any type; what
// no result depends on need not be linear.
// CHECK-LABEL: func.func @main_transpose(
// CHECK-SAME:      %[[C:.*]]: tensor<3xf32>, %[[D:.*]]: tensor<0xf32>) -> (tensor<2xf32>, tensor<0xf32>)
// CHECK:         %[[S:.*]] = array.slice %[[C]] {limits = array<i64: 2>
// CHECK:         return %[[S]], %[[D]]
func.func @main(%x: tensor<2xf32>, %y: tensor<0xf32>) -> (tensor<3xf32>, tensor<0xf32>) {
  %0 = array.constant dense<0> : tensor<i32>
  %1 = array.convert %0 {element_type = f32} : (tensor<i32>) -> tensor<f32>
  %2 = array.reshape %1 {shape = array<i64: 1>} : (tensor<f32>) -> tensor<1xf32>
  %3 = array.concatenate %x, %2 {axis = 0} : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
  %4 = array.constant dense<> : tensor<0xf32>
  %5 = array.add %y, %4 : tensor<0xf32>
  %6 = array.sin %x : tensor<2xf32>
  return %3, %5 : tensor<3xf32>, tensor<0xf32>
}
