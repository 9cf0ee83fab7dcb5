// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d atan2(x, y) = (dx y - dy x) / (x^2 + y^2)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ATAN24:.*]] = array.atan2 %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[A]], %[[A]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[B]]
// FORWARD-NEXT:    %[[ADD7:.*]] = array.add %[[MUL5]], %[[MUL6]]
// FORWARD-NEXT:    %[[DIV8:.*]] = array.div %[[B]], %[[ADD7]]
// FORWARD-NEXT:    %[[MUL9:.*]] = array.mul %[[C]], %[[DIV8]]
// FORWARD-NEXT:    %[[DIV10:.*]] = array.div %[[A]], %[[ADD7]]
// FORWARD-NEXT:    %[[MUL11:.*]] = array.mul %[[D]], %[[DIV10]]
// FORWARD-NEXT:    %[[SUB12:.*]] = array.sub %[[MUL9]], %[[MUL11]]
// FORWARD-NEXT:    return %[[ATAN24]], %[[SUB12]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ATAN23:.*]] = array.atan2 %[[A]], %[[B]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[A]], %[[A]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[B]], %[[B]]
// REVERSE-NEXT:    %[[ADD6:.*]] = array.add %[[MUL4]], %[[MUL5]]
// REVERSE-NEXT:    %[[DIV7:.*]] = array.div %[[B]], %[[ADD6]]
// REVERSE-NEXT:    %[[DIV8:.*]] = array.div %[[A]], %[[ADD6]]
// REVERSE-NEXT:    %[[NEG9:.*]] = array.neg %[[C]]
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[NEG9]], %[[DIV8]]
// REVERSE-NEXT:    %[[MUL11:.*]] = array.mul %[[C]], %[[DIV7]]
// REVERSE-NEXT:    return %[[ATAN23]], %[[MUL11]], %[[MUL10]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.atan2 %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
