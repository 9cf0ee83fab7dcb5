// RUN: covector-opt %s | covector-opt | FileCheck %s
// RUN: covector-opt --mlir-print-op-generic %s | covector-opt | FileCheck %s

// CHECK-LABEL: func.func @case
// CHECK: array.case %{{.*}}, %{{.*}} : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32> {
// CHECK: array.yield %{{.*}} : tensor<4xf32>
// CHECK: }, {
// CHECK: array.neg
func.func @case(%p: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %y = array.case %p, %x : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    array.yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.neg %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func.func @while
// CHECK: array.while consts(%{{.*}}) carry(%{{.*}}) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
// CHECK: } do {
func.func @while(%c: tensor<f32>, %x: tensor<f32>) -> tensor<f32> {
  %y = array.while consts(%c) carry(%x) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
    %0 = array.compare LT, %a, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %y : tensor<f32>
}

// A counted loop records what its iterations yield, and a scan runs over it.
// CHECK-LABEL: func.func @recorded
// CHECK: %[[W:.*]]:3 = array.while consts() carry(%{{.*}}) counted : (tensor<f32>) -> (tensor<f32>, tensor<i64>, tensor<?x2xf32>) while {
// CHECK: array.scan consts() carry(%[[W]]#0) over(%[[W]]#2) count(%[[W]]#1) reverse : (tensor<f32>, tensor<?x2xf32>, tensor<i64>) -> tensor<f32> {
func.func @recorded(%x: tensor<f32>) -> tensor<f32> {
  %y, %n, %all = array.while consts() carry(%x) counted
      : (tensor<f32>) -> (tensor<f32>, tensor<i64>, tensor<?x2xf32>) while {
  ^bb0(%a: tensor<f32>):
    %limit = array.constant dense<9.0> : tensor<f32>
    %0 = array.compare LT, %a, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    %1 = array.broadcast_in_dim %0 {dimensions = array<i64>, shape = array<i64: 2>} : (tensor<f32>) -> tensor<2xf32>
    array.yield %0, %1 : tensor<f32>, tensor<2xf32>
  }
  %z = array.scan consts() carry(%y) over(%all) count(%n) reverse
      : (tensor<f32>, tensor<?x2xf32>, tensor<i64>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>, %e: tensor<2xf32>):
    %0 = array.reduce_sum %e {axes = array<i64: 0>} : (tensor<2xf32>) -> tensor<f32>
    %1 = array.add %a, %0 : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %z : tensor<f32>
}

// CHECK-LABEL: func.func @scan
// CHECK: array.scan consts(%{{.*}}) carry(%{{.*}}) over(%{{.*}}) length 4 : (tensor<f32>, tensor<f32>, tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
func.func @scan(%a: tensor<f32>, %b: tensor<f32>, %x: tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
  %last, %all = array.scan consts(%a) carry(%b) over(%x) length 4
      : (tensor<f32>, tensor<f32>, tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
  ^bb0(%i: tensor<i64>, %factor: tensor<f32>, %sum: tensor<f32>, %element: tensor<f32>):
    %0 = array.mul %factor, %element : tensor<f32>
    %1 = array.add %sum, %0 : tensor<f32>
    array.yield %1, %0 : tensor<f32>, tensor<f32>
  }
  return %last, %all : tensor<f32>, tensor<4xf32>
}
