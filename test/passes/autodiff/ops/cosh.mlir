// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d cosh(x) = dx sinh(x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[COSH2:.*]] = array.cosh %[[A]]
// FORWARD-NEXT:    %[[SINH3:.*]] = array.sinh %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[SINH3]]
// FORWARD-NEXT:    return %[[COSH2]], %[[MUL4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[COSH2:.*]] = array.cosh %[[A]]
// REVERSE-NEXT:    %[[SINH3:.*]] = array.sinh %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[B]], %[[SINH3]]
// REVERSE-NEXT:    return %[[COSH2]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.cosh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
