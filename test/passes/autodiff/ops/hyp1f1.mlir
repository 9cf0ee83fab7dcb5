// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d 1F1(a; b; x) = da hyp1f1_grad_a + db hyp1f1_grad_b + dx a / b 1F1(a + 1; b + 1; x)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>, %[[E:.*]]: tensor<4xf32>, %[[F:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[HYP1F11:.*]] = array.hyp1f1 %[[A]], %[[B]], %[[C]]
// FORWARD-NEXT:    %[[HYP1F1GRADA2:.*]] = array.hyp1f1_grad_a %[[A]], %[[B]], %[[C]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[D]], %[[HYP1F1GRADA2]]
// FORWARD-NEXT:    %[[HYP1F1GRADB4:.*]] = array.hyp1f1_grad_b %[[A]], %[[B]], %[[C]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[E]], %[[HYP1F1GRADB4]]
// FORWARD-NEXT:    %[[ADD6:.*]] = array.add %[[MUL3]], %[[MUL5]]
// FORWARD-NEXT:    %[[DIV7:.*]] = array.div %[[A]], %[[B]]
// FORWARD-NEXT:    %[[CONSTANT8:.*]] = array.constant dense<1.000000e+00>
// FORWARD-NEXT:    %[[ADD9:.*]] = array.add %[[A]], %[[CONSTANT8]]
// FORWARD-NEXT:    %[[ADD10:.*]] = array.add %[[B]], %[[CONSTANT8]]
// FORWARD-NEXT:    %[[HYP1F111:.*]] = array.hyp1f1 %[[ADD9]], %[[ADD10]], %[[C]]
// FORWARD-NEXT:    %[[MUL12:.*]] = array.mul %[[DIV7]], %[[HYP1F111]]
// FORWARD-NEXT:    %[[MUL13:.*]] = array.mul %[[F]], %[[MUL12]]
// FORWARD-NEXT:    %[[ADD14:.*]] = array.add %[[ADD6]], %[[MUL13]]
// FORWARD-NEXT:    return %[[HYP1F11]], %[[ADD14]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[HYP1F11:.*]] = array.hyp1f1 %[[A]], %[[B]], %[[C]]
// REVERSE-NEXT:    %[[HYP1F1GRADA2:.*]] = array.hyp1f1_grad_a %[[A]], %[[B]], %[[C]]
// REVERSE-NEXT:    %[[HYP1F1GRADB3:.*]] = array.hyp1f1_grad_b %[[A]], %[[B]], %[[C]]
// REVERSE-NEXT:    %[[DIV4:.*]] = array.div %[[A]], %[[B]]
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.000000e+00>
// REVERSE-NEXT:    %[[ADD6:.*]] = array.add %[[A]], %[[CONSTANT5]]
// REVERSE-NEXT:    %[[ADD7:.*]] = array.add %[[B]], %[[CONSTANT5]]
// REVERSE-NEXT:    %[[HYP1F18:.*]] = array.hyp1f1 %[[ADD6]], %[[ADD7]], %[[C]]
// REVERSE-NEXT:    %[[MUL9:.*]] = array.mul %[[DIV4]], %[[HYP1F18]]
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[D]], %[[MUL9]]
// REVERSE-NEXT:    %[[MUL11:.*]] = array.mul %[[D]], %[[HYP1F1GRADB3]]
// REVERSE-NEXT:    %[[MUL12:.*]] = array.mul %[[D]], %[[HYP1F1GRADA2]]
// REVERSE-NEXT:    return %[[HYP1F11]], %[[MUL12]], %[[MUL11]], %[[MUL10]]
func.func @main(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.hyp1f1 %a, %b, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
