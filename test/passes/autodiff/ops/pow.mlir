// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d x^y = dx y x^(y - 1) + dy log(x) x^y
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[POW4:.*]] = array.pow %[[A]], %[[B]]
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[COMPARE7:.*]] = array.compare  EQ, %[[B]], %[[CONSTANT5]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[SUB8:.*]] = array.sub %[[B]], %[[CONSTANT6]]
// FORWARD-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE7]], %[[CONSTANT6]], %[[SUB8]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[POW10:.*]] = array.pow %[[A]], %[[SELECT9]]
// FORWARD-NEXT:    %[[MUL11:.*]] = array.mul %[[B]], %[[POW10]]
// FORWARD-NEXT:    %[[SELECT12:.*]] = array.select %[[COMPARE7]], %[[CONSTANT5]], %[[MUL11]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL13:.*]] = array.mul %[[C]], %[[SELECT12]]
// FORWARD-NEXT:    %[[COMPARE14:.*]] = array.compare  EQ, %[[A]], %[[CONSTANT5]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[SELECT15:.*]] = array.select %[[COMPARE14]], %[[CONSTANT6]], %[[A]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[LOG16:.*]] = array.log %[[SELECT15]]
// FORWARD-NEXT:    %[[MUL17:.*]] = array.mul %[[LOG16]], %[[POW4]]
// FORWARD-NEXT:    %[[MUL18:.*]] = array.mul %[[D]], %[[MUL17]]
// FORWARD-NEXT:    %[[ADD19:.*]] = array.add %[[MUL13]], %[[MUL18]]
// FORWARD-NEXT:    return %[[POW4]], %[[ADD19]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[POW3:.*]] = array.pow %[[A]], %[[B]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[COMPARE6:.*]] = array.compare  EQ, %[[B]], %[[CONSTANT4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[SUB7:.*]] = array.sub %[[B]], %[[CONSTANT5]]
// REVERSE-NEXT:    %[[SELECT8:.*]] = array.select %[[COMPARE6]], %[[CONSTANT5]], %[[SUB7]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[POW9:.*]] = array.pow %[[A]], %[[SELECT8]]
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[B]], %[[POW9]]
// REVERSE-NEXT:    %[[SELECT11:.*]] = array.select %[[COMPARE6]], %[[CONSTANT4]], %[[MUL10]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[COMPARE12:.*]] = array.compare  EQ, %[[A]], %[[CONSTANT4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[SELECT13:.*]] = array.select %[[COMPARE12]], %[[CONSTANT5]], %[[A]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[LOG14:.*]] = array.log %[[SELECT13]]
// REVERSE-NEXT:    %[[MUL15:.*]] = array.mul %[[LOG14]], %[[POW3]]
// REVERSE-NEXT:    %[[MUL16:.*]] = array.mul %[[C]], %[[MUL15]]
// REVERSE-NEXT:    %[[MUL17:.*]] = array.mul %[[C]], %[[SELECT11]]
// REVERSE-NEXT:    return %[[POW3]], %[[MUL17]], %[[MUL16]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.pow %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
