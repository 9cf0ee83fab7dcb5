// RUN: covector-opt %s -array-simplify | FileCheck %s

// Equal operations are made once, also where a commutative one has its operands
// the other way round.
// CHECK-LABEL: func.func @equal(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[SUM:.*]] = array.add %[[X]], %[[Y]]
// CHECK-NEXT:    %[[SQUARE:.*]] = array.mul %[[SUM]], %[[SUM]]
// CHECK-NEXT:    return %[[SQUARE]]
func.func @equal(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.add %x, %y : tensor<4xf32>
  %1 = array.add %y, %x : tensor<4xf32>
  %2 = array.mul %0, %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}

// Operands of one that is not commutative keep their places.
// CHECK-LABEL: func.func @order(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[XY:.*]] = array.div %[[X]], %[[Y]]
// CHECK-NEXT:    %[[YX:.*]] = array.div %[[Y]], %[[X]]
// CHECK-NEXT:    return %[[XY]], %[[YX]]
func.func @order(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.div %x, %y : tensor<4xf32>
  %1 = array.div %y, %x : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// Other attributes, other operations.
// CHECK-LABEL: func.func @attributes(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[A:.*]] = array.slice %[[X]] {limits = array<i64: 2>
// CHECK-NEXT:    %[[B:.*]] = array.slice %[[X]] {limits = array<i64: 4>
// CHECK-NEXT:    %[[ONE:.*]] = array.constant dense<1.0
// CHECK-NEXT:    %[[TWO:.*]] = array.constant dense<2.0
// CHECK-NEXT:    return %[[A]], %[[B]], %[[ONE]], %[[TWO]]
func.func @attributes(%x: tensor<4xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %0 = array.slice %x {limits = array<i64: 2>, starts = array<i64: 0>, strides = array<i64: 1>} : (tensor<4xf32>) -> tensor<2xf32>
  %1 = array.slice %x {limits = array<i64: 4>, starts = array<i64: 2>, strides = array<i64: 1>} : (tensor<4xf32>) -> tensor<2xf32>
  %2 = array.constant dense<1.0> : tensor<2xf32>
  %3 = array.constant dense<2.0> : tensor<2xf32>
  return %0, %1, %2, %3 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// One value in two types.
// CHECK-LABEL: func.func @types(
// CHECK-NEXT:    %[[A:.*]] = array.iota {{.*}} : tensor<2xi32>
// CHECK-NEXT:    %[[B:.*]] = array.iota {{.*}} : tensor<2xi64>
// CHECK-NEXT:    return %[[A]], %[[B]]
func.func @types() -> (tensor<2xi32>, tensor<2xi64>) {
  %0 = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 2>} : tensor<2xi32>
  %1 = array.iota {axis = 0 : i64, element_type = i64, shape = array<i64: 2>} : tensor<2xi64>
  return %0, %1 : tensor<2xi32>, tensor<2xi64>
}

// Operations of several results are merged result by result.
// CHECK-LABEL: func.func @several(
// CHECK-NEXT:    %[[A:.*]], %[[B:.*]] = array.threefry2x32
// CHECK-NEXT:    return %[[A]], %[[B]]
func.func @several(%k: tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>) {
  %a, %b = array.threefry2x32 %k, %k, %k, %k : tensor<4xui32>
  %c, %d = array.threefry2x32 %k, %k, %k, %k : tensor<4xui32>
  return %a, %d : tensor<4xui32>, tensor<4xui32>
}
