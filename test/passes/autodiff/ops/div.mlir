// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(x / y) = dx / y - dy (x / y) / y
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[DIV4:.*]] = array.div %[[A]], %[[B]]
// FORWARD-NEXT:    %[[DIV5:.*]] = array.div %[[C]], %[[B]]
// FORWARD-NEXT:    %[[DIV6:.*]] = array.div %[[DIV4]], %[[B]]
// FORWARD-NEXT:    %[[MUL7:.*]] = array.mul %[[D]], %[[DIV6]]
// FORWARD-NEXT:    %[[SUB8:.*]] = array.sub %[[DIV5]], %[[MUL7]]
// FORWARD-NEXT:    return %[[DIV4]], %[[SUB8]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[DIV3:.*]] = array.div %[[A]], %[[B]]
// REVERSE-NEXT:    %[[DIV4:.*]] = array.div %[[DIV3]], %[[B]]
// REVERSE-NEXT:    %[[NEG5:.*]] = array.neg %[[C]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[NEG5]], %[[DIV4]]
// REVERSE-NEXT:    %[[DIV7:.*]] = array.div %[[C]], %[[B]]
// REVERSE-NEXT:    return %[[DIV3]], %[[DIV7]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.div %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
