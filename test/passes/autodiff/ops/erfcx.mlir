// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d erfcx(x) = dx (2 x erfcx(x) - 2 / sqrt(pi))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ERFCX1:.*]] = array.erfcx %[[A]]
// FORWARD-NEXT:    %[[MUL2:.*]] = array.mul %[[A]], %[[ERFCX1]]
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<2.000000e+00>
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.12837923>
// FORWARD-NEXT:    %[[SUB6:.*]] = array.sub %[[MUL4]], %[[CONSTANT5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[SUB6]]
// FORWARD-NEXT:    return %[[ERFCX1]], %[[MUL7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ERFCX1:.*]] = array.erfcx %[[A]]
// REVERSE-NEXT:    %[[MUL2:.*]] = array.mul %[[A]], %[[ERFCX1]]
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<2.000000e+00>
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[MUL2]], %[[CONSTANT3]]
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.12837923>
// REVERSE-NEXT:    %[[SUB6:.*]] = array.sub %[[MUL4]], %[[CONSTANT5]]
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[SUB6]]
// REVERSE-NEXT:    return %[[ERFCX1]], %[[MUL7]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.erfcx %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
