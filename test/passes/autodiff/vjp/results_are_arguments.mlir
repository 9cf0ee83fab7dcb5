// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s

// Arguments returned as they are, one of them twice.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>, %[[E:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[ADD5:.*]] = array.add %[[D]], %[[E]]
// CHECK-NEXT:    return %[[B]], %[[A]], %[[A]], %[[ADD5]], %[[C]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  return %y, %x, %x : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
