// RUN: covector-opt %s -split-input-file -verify-diagnostics --array-transpose="function=main argnums=1"

// A stack is local to its block, and what is carried is no stack: every iteration would add to
// the cotangent of the whole stack.
func.func @main(%n: tensor<i64>, %x: tensor<f32>) -> tensor<f32> {
  %y, %s = array.scan consts() carry(%x) over() count(%n) : (tensor<f32>, tensor<i64>) -> (tensor<f32>, tensor<?xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0, %a : tensor<f32>, tensor<f32>
  }
  // expected-error @+1 {{'array.scan' op is not supported by transpose yet: every iteration reads the whole of a stack of type 'tensor<?xf32>' that is linear (in '@main'); loop over its elements}}
  %z = array.scan consts(%s, %n) carry(%y) over() length 3 : (tensor<?xf32>, tensor<i64>, tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %t: tensor<?xf32>, %m: tensor<i64>, %a: tensor<f32>):
    %0 = array.scan consts() carry(%a) over(%t) count(%m) : (tensor<f32>, tensor<?xf32>, tensor<i64>) -> tensor<f32> {
    ^bb0(%j: tensor<i64>, %b: tensor<f32>, %e: tensor<f32>):
      %1 = array.add %b, %e : tensor<f32>
      array.yield %1 : tensor<f32>
    }
    array.yield %0 : tensor<f32>
  }
  return %z : tensor<f32>
}

// -----

func.func @main(%p: tensor<i1>, %x: tensor<f32>, %n: tensor<i64>) -> tensor<f32> {
  %y, %s = array.scan consts() carry(%x) over() count(%n) : (tensor<f32>, tensor<i64>) -> (tensor<f32>, tensor<?xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0, %a : tensor<f32>, tensor<f32>
  }
  %z = array.case %p, %y, %s, %n : (tensor<i1>, tensor<f32>, tensor<?xf32>, tensor<i64>) -> tensor<f32> {
  // expected-error @+1 {{transpose does not support yet a region that is given a linear stack of type 'tensor<?xf32>' and does not use it (in '@main')}}
  ^bb0(%a: tensor<f32>, %t: tensor<?xf32>, %m: tensor<i64>):
    array.yield %a : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>, %t: tensor<?xf32>, %m: tensor<i64>):
    %0 = array.scan consts() carry(%a) over(%t) count(%m) : (tensor<f32>, tensor<?xf32>, tensor<i64>) -> tensor<f32> {
    ^bb0(%j: tensor<i64>, %b: tensor<f32>, %e: tensor<f32>):
      %1 = array.add %b, %e : tensor<f32>
      array.yield %1 : tensor<f32>
    }
    array.yield %0 : tensor<f32>
  }
  return %z : tensor<f32>
}
