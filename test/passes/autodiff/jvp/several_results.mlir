// RUN: covector-opt %s -array-jvp=argnums=1,0 -array-simplify | FileCheck %s

// Tangents come in the order of argnums and go in the order of the results.
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<2xf32>, %[[B:.*]]: tensor<3xf64>, %[[C:.*]]: tensor<3xf64>, %[[D:.*]]: tensor<2xf32>) -> (tensor<3xf64>, tensor<2xf32>, tensor<3xf64>, tensor<2xf32>)
// CHECK-NEXT:    %[[NEG4:.*]] = array.neg %[[A]]
// CHECK-NEXT:    %[[NEG5:.*]] = array.neg %[[D]]
// CHECK-NEXT:    %[[NEG6:.*]] = array.neg %[[B]]
// CHECK-NEXT:    %[[NEG7:.*]] = array.neg %[[C]]
// CHECK-NEXT:    return %[[NEG6]], %[[NEG4]], %[[NEG7]], %[[NEG5]]
func.func @main(%x: tensor<2xf32>, %y: tensor<3xf64>) -> (tensor<3xf64>, tensor<2xf32>) {
  %0 = array.neg %x : tensor<2xf32>
  %1 = array.neg %y : tensor<3xf64>
  return %1, %0 : tensor<3xf64>, tensor<2xf32>
}
