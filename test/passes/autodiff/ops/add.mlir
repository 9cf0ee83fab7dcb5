// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(x + y) = dx + dy; both cotangents are the result's
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ADD4:.*]] = array.add %[[A]], %[[B]]
// FORWARD-NEXT:    %[[ADD5:.*]] = array.add %[[C]], %[[D]]
// FORWARD-NEXT:    return %[[ADD4]], %[[ADD5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ADD3:.*]] = array.add %[[A]], %[[B]]
// REVERSE-NEXT:    return %[[ADD3]], %[[C]], %[[C]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.add %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
