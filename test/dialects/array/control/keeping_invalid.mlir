// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @levels(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{levels must be at least 1, got 0}}
  %0 = array.scan consts() carry(%x) over() length 9 {levels = 0 : i64} : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @snapshots(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{snapshots must be at least 1, got 0}}
  %0 = array.scan consts() carry(%x) over() length 9 {snapshots = 0 : i64} : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @both(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{must have levels or snapshots, got both}}
  %0 = array.while consts() carry(%x) {levels = 2 : i64, snapshots = 2 : i64} : (tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>):
    %1 = array.compare LT, %a, %a : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %1 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @kept_without_snapshots(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{kept must be a number of consts of a loop with snapshots, got 1}}
  %0 = array.scan consts(%x) carry(%x) over() length 9 {kept = 1 : i64} : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %k: tensor<f32>, %a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func @kept_is_read(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{body must not read what is kept, but reads const 0}}
  %0 = array.scan consts(%x) carry(%x) over() length 9 {kept = 1 : i64, snapshots = 2 : i64} : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %k: tensor<f32>, %a: tensor<f32>):
    %1 = array.mul %a, %k : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}
