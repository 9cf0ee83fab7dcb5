// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// the derivative goes to the greater one, one half to each of equals
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[MAX4:.*]] = array.max %[[A]], %[[B]]
// FORWARD-NEXT:    %[[COMPARE5:.*]] = array.compare EQ, %[[A]], %[[MAX4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[COMPARE6:.*]] = array.compare EQ, %[[B]], %[[MAX4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[CONSTANT7:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT8:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE6]], %[[CONSTANT7]], %[[CONSTANT8]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT10:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT11:.*]] = array.select %[[COMPARE5]], %[[C]], %[[CONSTANT10]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL12:.*]] = array.mul %[[SELECT11]], %[[SELECT9]]
// FORWARD-NEXT:    %[[SELECT13:.*]] = array.select %[[COMPARE5]], %[[CONSTANT7]], %[[CONSTANT8]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT14:.*]] = array.select %[[COMPARE6]], %[[D]], %[[CONSTANT10]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL15:.*]] = array.mul %[[SELECT14]], %[[SELECT13]]
// FORWARD-NEXT:    %[[ADD16:.*]] = array.add %[[MUL12]], %[[MUL15]]
// FORWARD-NEXT:    return %[[MAX4]], %[[ADD16]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[MAX3:.*]] = array.max %[[A]], %[[B]]
// REVERSE-NEXT:    %[[COMPARE4:.*]] = array.compare EQ, %[[A]], %[[MAX3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[COMPARE5:.*]] = array.compare EQ, %[[B]], %[[MAX3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT7:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT8:.*]] = array.select %[[COMPARE5]], %[[CONSTANT6]], %[[CONSTANT7]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE4]], %[[CONSTANT6]], %[[CONSTANT7]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[C]], %[[SELECT9]]
// REVERSE-NEXT:    %[[CONSTANT11:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT12:.*]] = array.select %[[COMPARE5]], %[[MUL10]], %[[CONSTANT11]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[MUL13:.*]] = array.mul %[[C]], %[[SELECT8]]
// REVERSE-NEXT:    %[[SELECT14:.*]] = array.select %[[COMPARE4]], %[[MUL13]], %[[CONSTANT11]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    return %[[MAX3]], %[[SELECT14]], %[[SELECT12]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.max %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
