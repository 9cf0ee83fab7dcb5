// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d (x log y) = dx log y + dy x / y
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[XLOGY1:.*]] = array.xlogy %[[A]], %[[B]]
// FORWARD-NEXT:    %[[LOG2:.*]] = array.log %[[B]]
// FORWARD-NEXT:    %[[MUL3:.*]] = array.mul %[[C]], %[[LOG2]]
// FORWARD-NEXT:    %[[DIV4:.*]] = array.div %[[A]], %[[B]]
// FORWARD-NEXT:    %[[MUL5:.*]] = array.mul %[[D]], %[[DIV4]]
// FORWARD-NEXT:    %[[ADD6:.*]] = array.add %[[MUL3]], %[[MUL5]]
// FORWARD-NEXT:    return %[[XLOGY1]], %[[ADD6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[XLOGY1:.*]] = array.xlogy %[[A]], %[[B]]
// REVERSE-NEXT:    %[[LOG2:.*]] = array.log %[[B]]
// REVERSE-NEXT:    %[[DIV3:.*]] = array.div %[[A]], %[[B]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[C]], %[[DIV3]]
// REVERSE-NEXT:    %[[MUL5:.*]] = array.mul %[[C]], %[[LOG2]]
// REVERSE-NEXT:    return %[[XLOGY1]], %[[MUL5]], %[[MUL4]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.xlogy %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
