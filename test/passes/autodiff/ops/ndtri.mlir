// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d ndtri(x) = dx sqrt(2 pi) e^(ndtri(x)^2 / 2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[NDTRI1:.*]] = array.ndtri %[[A]]
// FORWARD-NEXT:    %[[MUL2:.*]] = array.mul %[[NDTRI1]], %[[NDTRI1]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<5.000000e-01>
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[EXP5:.*]] = array.exp %[[MUL4]]
// FORWARD-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<2.50662827>
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[EXP5]], %[[CONSTANT6]]
// FORWARD-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[MUL7]]
// FORWARD-NEXT:    return %[[NDTRI1]], %[[MUL8]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[NDTRI1:.*]] = array.ndtri %[[A]]
// REVERSE-NEXT:    %[[MUL2:.*]] = array.mul %[[NDTRI1]], %[[NDTRI1]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<5.000000e-01>
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[EXP5:.*]] = array.exp %[[MUL4]]
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<2.50662827>
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[EXP5]], %[[CONSTANT6]]
// REVERSE-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[MUL7]]
// REVERSE-NEXT:    return %[[NDTRI1]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.ndtri %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
