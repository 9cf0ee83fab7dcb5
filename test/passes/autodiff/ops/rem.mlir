// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d rem(x, y) = dx - dy trunc(x / y)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[REM4:.*]] = array.rem %[[A]], %[[B]]
// FORWARD-NEXT:    %[[DIV5:.*]] = array.div %[[A]], %[[B]]
// FORWARD-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[COMPARE7:.*]] = array.compare  LT, %[[DIV5]], %[[CONSTANT6]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[CEIL8:.*]] = array.ceil %[[DIV5]]
// FORWARD-NEXT:    %[[FLOOR9:.*]] = array.floor %[[DIV5]]
// FORWARD-NEXT:    %[[SELECT10:.*]] = array.select %[[COMPARE7]], %[[CEIL8]], %[[FLOOR9]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL11:.*]] = array.mul %[[D]], %[[SELECT10]]
// FORWARD-NEXT:    %[[SUB12:.*]] = array.sub %[[C]], %[[MUL11]]
// FORWARD-NEXT:    return %[[REM4]], %[[SUB12]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[REM3:.*]] = array.rem %[[A]], %[[B]]
// REVERSE-NEXT:    %[[DIV4:.*]] = array.div %[[A]], %[[B]]
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[COMPARE6:.*]] = array.compare  LT, %[[DIV4]], %[[CONSTANT5]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[CEIL7:.*]] = array.ceil %[[DIV4]]
// REVERSE-NEXT:    %[[FLOOR8:.*]] = array.floor %[[DIV4]]
// REVERSE-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE6]], %[[CEIL7]], %[[FLOOR8]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[NEG10:.*]] = array.neg %[[C]]
// REVERSE-NEXT:    %[[MUL11:.*]] = array.mul %[[NEG10]], %[[SELECT9]]
// REVERSE-NEXT:    return %[[REM3]], %[[C]], %[[MUL11]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.rem %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
