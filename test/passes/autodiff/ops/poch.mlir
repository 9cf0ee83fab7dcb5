// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d poch(x, m) = poch(x, m) (dx (digamma(x + m) - digamma(x)) + dm digamma(x + m))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[POCH1:.*]] = array.poch %[[A]], %[[B]]
// FORWARD-NEXT:    %[[ADD2:.*]] = array.add %[[A]], %[[B]]
// FORWARD-NEXT:    %[[DIGAMMA3:.*]] = array.digamma %[[ADD2]]
// FORWARD-NEXT:    %[[DIGAMMA4:.*]] = array.digamma %[[A]]
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[DIGAMMA3]], %[[DIGAMMA4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[POCH1]], %[[SUB5]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[C]], %[[MUL6]]
// FORWARD-NEXT:    %[[MUL8:.*]] = array.mul %[[POCH1]], %[[DIGAMMA3]]
// FORWARD-NEXT:    %[[MUL9:.*]] = array.mul %[[D]], %[[MUL8]]
// FORWARD-NEXT:    %[[ADD10:.*]] = array.add %[[MUL7]], %[[MUL9]]
// FORWARD-NEXT:    return %[[POCH1]], %[[ADD10]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[POCH1:.*]] = array.poch %[[A]], %[[B]]
// REVERSE-NEXT:    %[[ADD2:.*]] = array.add %[[A]], %[[B]]
// REVERSE-NEXT:    %[[DIGAMMA3:.*]] = array.digamma %[[ADD2]]
// REVERSE-NEXT:    %[[DIGAMMA4:.*]] = array.digamma %[[A]]
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[DIGAMMA3]], %[[DIGAMMA4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[POCH1]], %[[SUB5]]
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[POCH1]], %[[DIGAMMA3]]
// REVERSE-NEXT:    %[[MUL8:.*]] = array.mul %[[C]], %[[MUL7]]
// REVERSE-NEXT:    %[[MUL9:.*]] = array.mul %[[C]], %[[MUL6]]
// REVERSE-NEXT:    return %[[POCH1]], %[[MUL9]], %[[MUL8]]
func.func @main(%x: tensor<4xf32>, %m: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.poch %x, %m : tensor<4xf32>
  return %0 : tensor<4xf32>
}
