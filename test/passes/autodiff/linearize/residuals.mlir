// RUN: covector-opt %s -array-linearize | FileCheck %s

// The residuals are the coefficients cos(x), y, sin(x) and x, in the order of
// their first use; y is used twice and saved once. neg needs none.
// CHECK-LABEL: func.func @main_forward(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[SIN2:.*]] = array.sin %[[A]]
// CHECK-NEXT:    %[[COS3:.*]] = array.cos %[[A]]
// CHECK-NEXT:    %[[MUL4:.*]] = array.mul %[[SIN2]], %[[B]]
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[A]], %[[B]]
// CHECK-NEXT:    %[[NEG6:.*]] = array.neg %[[MUL5]]
// CHECK-NEXT:    return %[[MUL4]], %[[NEG6]], %[[COS3]], %[[B]], %[[SIN2]], %[[A]]
// CHECK-LABEL: func.func @main_linear(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>, %[[E:.*]]: tensor<4xf32>, %[[F:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[E]], %[[A]]
// CHECK-NEXT:    %[[MUL7:.*]] = array.mul %[[MUL6]], %[[B]]
// CHECK-NEXT:    %[[MUL8:.*]] = array.mul %[[C]], %[[F]]
// CHECK-NEXT:    %[[ADD9:.*]] = array.add %[[MUL7]], %[[MUL8]]
// CHECK-NEXT:    %[[MUL10:.*]] = array.mul %[[E]], %[[B]]
// CHECK-NEXT:    %[[MUL11:.*]] = array.mul %[[D]], %[[F]]
// CHECK-NEXT:    %[[ADD12:.*]] = array.add %[[MUL10]], %[[MUL11]]
// CHECK-NEXT:    %[[NEG13:.*]] = array.neg %[[ADD12]]
// CHECK-NEXT:    return %[[ADD9]], %[[NEG13]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.sin %x : tensor<4xf32>
  %1 = array.mul %0, %y : tensor<4xf32>
  %2 = array.mul %x, %y : tensor<4xf32>
  %3 = array.neg %2 : tensor<4xf32>
  return %1, %3 : tensor<4xf32>, tensor<4xf32>
}
