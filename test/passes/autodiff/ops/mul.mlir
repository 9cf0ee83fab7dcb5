// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(x y) = dx y + x dy
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[C]], %[[B]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[A]], %[[D]]
// FORWARD-NEXT:    %[[ADD7:.*]] = array.add %[[MUL5]], %[[MUL6]]
// FORWARD-NEXT:    return %[[MUL4]], %[[ADD7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[B]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[C]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[C]], %[[B]]
// REVERSE-NEXT:    return %[[MUL3]], %[[MUL5]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.mul %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
