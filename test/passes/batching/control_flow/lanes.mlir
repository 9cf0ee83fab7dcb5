// RUN: covector-opt %s -array-vmap="function=branches size=8" | FileCheck %s --check-prefix=CASE
// RUN: covector-opt %s -array-vmap="function=branches size=8 in-axes=-1,0" | FileCheck %s --check-prefix=SAME
// RUN: covector-opt %s -array-vmap="function=loop size=8" | FileCheck %s --check-prefix=LOOP
// RUN: covector-opt %s -array-vmap="function=counts size=8 in-axes=0,-1" | FileCheck %s --check-prefix=COUNT

// Lanes choose of the branches' results.
// CASE-LABEL: func.func @branches_vmap(
// CASE-NOT: array.case
// CASE: array.select
// A selector that is the same for all lanes keeps the branches.
// SAME-LABEL: func.func @branches_vmap(%arg0: tensor<i1>, %arg1: tensor<8x4xf32>)
// SAME: array.case %arg0, %arg1 : (tensor<i1>, tensor<8x4xf32>) -> tensor<8x4xf32>
func.func @branches(%p: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.case %p, %x : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    array.yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.exp %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// The condition is computed once per iteration; a lane that has ended keeps its value.
// LOOP-LABEL: func.func @loop_vmap(
// LOOP: %[[FIRST:.*]] = array.compare LT, %arg0
// LOOP: array.while consts() carry(%arg0, %[[FIRST]]) :
// LOOP: array.reduce_or
// LOOP: } do {
// LOOP: ^bb0(%[[A:.*]]: tensor<8xf32>, %[[ACTIVE:.*]]: tensor<8xi1>):
// LOOP: %[[NEW:.*]] = array.add %[[A]], %[[A]]
// LOOP: %[[NEXT:.*]] = array.select %[[ACTIVE]], %[[NEW]], %[[A]]
// LOOP: array.compare LT, %[[NEXT]]
// LOOP: array.yield %[[NEXT]], %{{.*}} : tensor<8xf32>, tensor<8xi1>
func.func @loop(%x: tensor<f32>) -> tensor<f32> {
  %y = array.while consts() carry(%x) : (tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>):
    %limit = array.constant dense<9.0> : tensor<f32>
    %0 = array.compare LT, %a, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %y : tensor<f32>
}

// Counts that differ: to the greatest, and each lane as far as its own.
// COUNT-LABEL: func.func @counts_vmap(%arg0: tensor<8xi64>, %arg1: tensor<f32>)
// COUNT: %[[MOST:.*]] = array.reduce_max %arg0
// COUNT: array.scan consts(%arg0) carry(%{{.*}}) over() count(%[[MOST]]) :
// COUNT: array.compare LT
// COUNT: array.select
func.func @counts(%n: tensor<i64>, %x: tensor<f32>) -> tensor<f32> {
  %y = array.scan consts() carry(%x) over() count(%n) : (tensor<f32>, tensor<i64>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %y : tensor<f32>
}
