// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s

// Integers and booleans have no tangents: neither arguments nor results.
// CHECK-LABEL: func.func @main_jvp(
// CHECK-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xi32>, %[[C:.*]]: tensor<4xf32>) -> (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>)
// CHECK-NEXT:    %[[CONVERT3:.*]] = array.convert %[[B]] {element_type = f32} : (tensor<4xi32>) -> tensor<4xf32>
// CHECK-NEXT:    %[[COMPARE4:.*]] = array.compare  LT, %[[CONVERT3]], %[[A]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// CHECK-NEXT:    %[[MUL5:.*]] = array.mul %[[A]], %[[CONVERT3]]
// CHECK-NEXT:    %[[MUL6:.*]] = array.mul %[[C]], %[[CONVERT3]]
// CHECK-NEXT:    return %[[COMPARE4]], %[[MUL5]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>, %n: tensor<4xi32>) -> (tensor<4xi1>, tensor<4xf32>) {
  %0 = array.convert %n {element_type = f32} : (tensor<4xi32>) -> tensor<4xf32>
  %1 = array.compare LT, %0, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  %2 = array.mul %x, %0 : tensor<4xf32>
  return %1, %2 : tensor<4xi1>, tensor<4xf32>
}
