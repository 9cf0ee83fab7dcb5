// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d Q(a, x) = -d P(a, x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[IGAMMAC1:.*]] = array.igammac %[[A]], %[[B]]
// FORWARD-NEXT:    %[[IGAMMAGRADA2:.*]] = array.igamma_grad_a %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[C]], %[[IGAMMAGRADA2]]
// FORWARD-NEXT:    %[[NEG4:.*]] = array.neg %[[MUL3]]
// FORWARD-NEXT:    %[[GAMMADENSITY5:.*]] = array.gamma_density %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[D]], %[[GAMMADENSITY5]]
// FORWARD-NEXT:    %[[SUB7:.*]] = array.sub %[[NEG4]], %[[MUL6]]
// FORWARD-NEXT:    return %[[IGAMMAC1]], %[[SUB7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[IGAMMAC1:.*]] = array.igammac %[[A]], %[[B]]
// REVERSE-NEXT:    %[[IGAMMAGRADA2:.*]] = array.igamma_grad_a %[[A]], %[[B]]
// REVERSE-NEXT:    %[[GAMMADENSITY3:.*]] = array.gamma_density %[[A]], %[[B]]
// REVERSE-NEXT:    %[[NEG4:.*]] = array.neg %[[C]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[NEG4]], %[[GAMMADENSITY3]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[NEG4]], %[[IGAMMAGRADA2]]
// REVERSE-NEXT:    return %[[IGAMMAC1]], %[[MUL6]], %[[MUL5]]
func.func @main(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.igammac %a, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
