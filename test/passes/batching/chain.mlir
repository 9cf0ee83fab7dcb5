// RUN: covector-opt %s -array-vmap=size=8 | FileCheck %s

// All values get the axis of lanes in front.
// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<8x4xf32>, %[[B:.*]]: tensor<8x4xf32>) -> tensor<8x4xf32>
// CHECK-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[MUL3:.*]] = array.mul %[[SIN2]], %[[B]]
// CHECK-NEXT:    return %[[MUL3]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.mul %0, %y : tensor<4xf32>
  return %1 : tensor<4xf32>
}
