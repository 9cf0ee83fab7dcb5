// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d erfc(x) = -dx 2 / sqrt(pi) exp(-x^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ERFC2:.*]] = array.erfc %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[NEG4:.*]] = array.neg %[[MUL3]]
// FORWARD-NEXT:    %[[EXP5:.*]] = array.exp %[[NEG4]]
// FORWARD-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<-1.12837923> : tensor<4xf32>
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[EXP5]], %[[CONSTANT6]]
// FORWARD-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[MUL7]]
// FORWARD-NEXT:    return %[[ERFC2]], %[[MUL8]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ERFC2:.*]] = array.erfc %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[NEG4:.*]] = array.neg %[[MUL3]]
// REVERSE-NEXT:    %[[EXP5:.*]] = array.exp %[[NEG4]]
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<-1.12837923> : tensor<4xf32>
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[EXP5]], %[[CONSTANT6]]
// REVERSE-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[MUL7]]
// REVERSE-NEXT:    return %[[ERFC2]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.erfc %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
