// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(x - y) = dx - dy
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[SUB4:.*]] = array.sub %[[A]], %[[B]]
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[C]], %[[D]]
// FORWARD-NEXT:    return %[[SUB4]], %[[SUB5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[SUB3:.*]] = array.sub %[[A]], %[[B]]
// REVERSE-NEXT:    %[[NEG4:.*]] = array.neg %[[C]]
// REVERSE-NEXT:    return %[[SUB3]], %[[C]], %[[NEG4]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sub %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
