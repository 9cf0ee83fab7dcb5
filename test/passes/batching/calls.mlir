// RUN: covector-opt %s -array-vmap=size=8 | FileCheck %s

// Calls are inlined first; the helper function stays.
// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<8x4xf32>) -> tensor<8x4xf32>
// CHECK-NEXT:    %[[ADD1:.*]] = array.add %[[A]], %[[A]]
// CHECK-NEXT:    return %[[ADD1]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = func.call @twice(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @twice(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.add %x, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
