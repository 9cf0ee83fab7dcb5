// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d P(a, x) = da igamma_grad_a(a, x) + dx x^(a - 1) e^-x / gamma(a)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[IGAMMA1:.*]] = array.igamma %[[A]], %[[B]]
// FORWARD-NEXT:    %[[IGAMMAGRADA2:.*]] = array.igamma_grad_a %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[C]], %[[IGAMMAGRADA2]]
// FORWARD-NEXT:    %[[GAMMADENSITY4:.*]] = array.gamma_density %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[D]], %[[GAMMADENSITY4]]
// FORWARD-NEXT:    %[[ADD6:.*]] = array.add %[[MUL3]], %[[MUL5]]
// FORWARD-NEXT:    return %[[IGAMMA1]], %[[ADD6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[IGAMMA1:.*]] = array.igamma %[[A]], %[[B]]
// REVERSE-NEXT:    %[[IGAMMAGRADA2:.*]] = array.igamma_grad_a %[[A]], %[[B]]
// REVERSE-NEXT:    %[[GAMMADENSITY3:.*]] = array.gamma_density %[[A]], %[[B]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[C]], %[[GAMMADENSITY3]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[C]], %[[IGAMMAGRADA2]]
// REVERSE-NEXT:    return %[[IGAMMA1]], %[[MUL5]], %[[MUL4]]
func.func @main(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.igamma %a, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
