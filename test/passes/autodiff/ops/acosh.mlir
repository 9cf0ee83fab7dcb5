// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d acosh(x) = dx / sqrt((x - 1)(x + 1))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ACOSH2:.*]] = array.acosh %[[A]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SUB4:.*]] = array.sub %[[A]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[ADD5:.*]] = array.add %[[A]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[SUB4]], %[[ADD5]]
// FORWARD-NEXT:    %[[RSQRT7:.*]] = array.rsqrt %[[MUL6]]
// FORWARD-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[RSQRT7]]
// FORWARD-NEXT:    return %[[ACOSH2]], %[[MUL8]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ACOSH2:.*]] = array.acosh %[[A]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SUB4:.*]] = array.sub %[[A]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[ADD5:.*]] = array.add %[[A]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[SUB4]], %[[ADD5]]
// REVERSE-NEXT:    %[[RSQRT7:.*]] = array.rsqrt %[[MUL6]]
// REVERSE-NEXT:    %[[MUL8:.*]] = array.mul %[[B]], %[[RSQRT7]]
// REVERSE-NEXT:    return %[[ACOSH2]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.acosh %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
