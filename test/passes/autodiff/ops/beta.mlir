// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d beta(a, b) = beta(a, b) (da (digamma(a) - digamma(a + b)) + db (digamma(b) - digamma(a + b)))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[BETA1:.*]] = array.beta %[[A]], %[[B]]
// FORWARD-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// FORWARD-NEXT:    %[[ADD3:.*]] = array.add %[[A]], %[[B]]
// FORWARD-NEXT:    %[[DIGAMMA4:.*]] = array.digamma %[[ADD3]]
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[DIGAMMA2]], %[[DIGAMMA4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[BETA1]], %[[SUB5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[C]], %[[MUL6]]
// FORWARD-NEXT:    %[[DIGAMMA8:.*]] = array.digamma %[[B]]
// FORWARD-NEXT:    %[[SUB9:.*]] = array.sub %[[DIGAMMA8]], %[[DIGAMMA4]]
// FORWARD-NEXT:    %[[MUL10:.*]] = array.mul %[[BETA1]], %[[SUB9]]
// FORWARD-NEXT:    %[[MUL11:.*]] = array.mul %[[D]], %[[MUL10]]
// FORWARD-NEXT:    %[[ADD12:.*]] = array.add %[[MUL7]], %[[MUL11]]
// FORWARD-NEXT:    return %[[BETA1]], %[[ADD12]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[BETA1:.*]] = array.beta %[[A]], %[[B]]
// REVERSE-NEXT:    %[[DIGAMMA2:.*]] = array.digamma %[[A]]
// REVERSE-NEXT:    %[[ADD3:.*]] = array.add %[[A]], %[[B]]
// REVERSE-NEXT:    %[[DIGAMMA4:.*]] = array.digamma %[[ADD3]]
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[DIGAMMA2]], %[[DIGAMMA4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[BETA1]], %[[SUB5]]
// REVERSE-NEXT:    %[[DIGAMMA7:.*]] = array.digamma %[[B]]
// REVERSE-NEXT:    %[[SUB8:.*]] = array.sub %[[DIGAMMA7]], %[[DIGAMMA4]]
// REVERSE-NEXT:    %[[MUL9:.*]] = array.mul %[[BETA1]], %[[SUB8]]
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[C]], %[[MUL9]]
// REVERSE-NEXT:    %[[MUL11:.*]] = array.mul %[[C]], %[[MUL6]]
// REVERSE-NEXT:    return %[[BETA1]], %[[MUL11]], %[[MUL10]]
func.func @main(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.beta %a, %b : tensor<4xf32>
  return %0 : tensor<4xf32>
}
