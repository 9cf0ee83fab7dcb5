// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d dawsn(x) = dx (1 - 2 x dawsn(x))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[DAWSN1:.*]] = array.dawsn %[[A]]
// FORWARD-NEXT:    %[[MUL2:.*]] = array.mul %[[A]], %[[DAWSN1]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<2.000000e+00>
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.000000e+00>
// FORWARD-NEXT:    %[[SUB6:.*]] = array.sub %[[CONSTANT5]], %[[MUL4]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[SUB6]]
// FORWARD-NEXT:    return %[[DAWSN1]], %[[MUL7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[DAWSN1:.*]] = array.dawsn %[[A]]
// REVERSE-NEXT:    %[[MUL2:.*]] = array.mul %[[A]], %[[DAWSN1]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<2.000000e+00>
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.000000e+00>
// REVERSE-NEXT:    %[[SUB6:.*]] = array.sub %[[CONSTANT5]], %[[MUL4]]
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[SUB6]]
// REVERSE-NEXT:    return %[[DAWSN1]], %[[MUL7]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.dawsn %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
