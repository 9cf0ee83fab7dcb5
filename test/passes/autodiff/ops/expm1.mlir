// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d expm1(x) = dx (expm1(x) + 1)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[EXPM12:.*]] = array.expm1 %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[ADD4:.*]] = array.add %[[EXPM12]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[ADD4]]
// FORWARD-NEXT:    return %[[EXPM12]], %[[MUL5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[EXPM12:.*]] = array.expm1 %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[ADD4:.*]] = array.add %[[EXPM12]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[ADD4]]
// REVERSE-NEXT:    return %[[EXPM12]], %[[MUL5]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.expm1 %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
