// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// the derivative goes to the lesser one, one half to each of equals
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[MIN4:.*]] = array.min %[[A]], %[[B]]
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT7:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// FORWARD-NEXT:    %[[COMPARE8:.*]] = array.compare  EQ, %[[B]], %[[MIN4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[COMPARE9:.*]] = array.compare  EQ, %[[A]], %[[MIN4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[SELECT10:.*]] = array.select %[[COMPARE8]], %[[CONSTANT7]], %[[CONSTANT5]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT11:.*]] = array.select %[[COMPARE9]], %[[SELECT10]], %[[CONSTANT6]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL12:.*]] = array.mul %[[C]], %[[SELECT11]]
// FORWARD-NEXT:    %[[SELECT13:.*]] = array.select %[[COMPARE9]], %[[CONSTANT7]], %[[CONSTANT5]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT14:.*]] = array.select %[[COMPARE8]], %[[SELECT13]], %[[CONSTANT6]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[MUL15:.*]] = array.mul %[[D]], %[[SELECT14]]
// FORWARD-NEXT:    %[[ADD16:.*]] = array.add %[[MUL12]], %[[MUL15]]
// FORWARD-NEXT:    return %[[MIN4]], %[[ADD16]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[MIN3:.*]] = array.min %[[A]], %[[B]]
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<5.000000e-01> : tensor<4xf32>
// REVERSE-NEXT:    %[[COMPARE7:.*]] = array.compare  EQ, %[[B]], %[[MIN3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[COMPARE8:.*]] = array.compare  EQ, %[[A]], %[[MIN3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE7]], %[[CONSTANT6]], %[[CONSTANT4]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT10:.*]] = array.select %[[COMPARE8]], %[[SELECT9]], %[[CONSTANT5]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT11:.*]] = array.select %[[COMPARE8]], %[[CONSTANT6]], %[[CONSTANT4]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT12:.*]] = array.select %[[COMPARE7]], %[[SELECT11]], %[[CONSTANT5]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[MUL13:.*]] = array.mul %[[C]], %[[SELECT12]]
// REVERSE-NEXT:    %[[MUL14:.*]] = array.mul %[[C]], %[[SELECT10]]
// REVERSE-NEXT:    return %[[MIN3]], %[[MUL14]], %[[MUL13]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.min %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
