// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d erf_inv(x) = dx sqrt(pi) / 2 exp(erf_inv(x)^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ERFINV2:.*]] = array.erf_inv %[[A]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[ERFINV2]], %[[ERFINV2]]
// FORWARD-NEXT:    %[[EXP4:.*]] = array.exp %[[MUL3]]
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.886226952> : tensor<4xf32>
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[EXP4]], %[[CONSTANT5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[MUL6]]
// FORWARD-NEXT:    return %[[ERFINV2]], %[[MUL7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ERFINV2:.*]] = array.erf_inv %[[A]]
// REVERSE-NEXT:    %[[MUL3:.*]] = array.mul %[[ERFINV2]], %[[ERFINV2]]
// REVERSE-NEXT:    %[[EXP4:.*]] = array.exp %[[MUL3]]
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.886226952> : tensor<4xf32>
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[EXP4]], %[[CONSTANT5]]
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[B]], %[[MUL6]]
// REVERSE-NEXT:    return %[[ERFINV2]], %[[MUL7]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.erf_inv %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
