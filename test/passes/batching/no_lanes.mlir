// RUN: covector-opt %s -array-vmap=size=0 | FileCheck %s

// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<0x4xf32>) -> tensor<0x4xf32>
// CHECK-NEXT:    %[[SIN1:.*]] = array.sin %[[A]]
// CHECK-NEXT:    return %[[SIN1]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
