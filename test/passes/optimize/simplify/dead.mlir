// RUN: covector-opt %s -array-simplify | FileCheck %s

// What no result depends on goes, whole chains of it; calls stay.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    call @external(%[[X]])
// CHECK-NEXT:    return %[[X]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.cos %0 : tensor<4xf32>
  %2 = array.mul %0, %1 : tensor<4xf32>
  %3 = func.call @external(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %x : tensor<4xf32>
}
func.func private @external(tensor<4xf32>) -> tensor<4xf32>
