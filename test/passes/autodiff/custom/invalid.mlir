// RUN: covector-opt %s -split-input-file -verify-diagnostics --array-vjp="function=f"

func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{has the rule number 7, which only the process that made it knows; name a function}}
  %0 = array.custom_jvp_call 7(%x) : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func private @f_jvp(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{must have the rule '@f_jvp' of type ('tensor<f32>', 'tensor<f32>') -> ('tensor<f32>', 'tensor<f32>'), got '(tensor<f32>) -> tensor<f32>'}}
  %0 = array.custom_jvp_call @f_jvp(%x) : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func private @f_jvp(%x: tensor<f32>, %c: tensor<f32>, %dx: tensor<f32>)
    -> (tensor<f32>, tensor<f32>) {
  return %x, %dx : tensor<f32>, tensor<f32>
}
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{ValueError: Detected differentiation of a custom_jvp function with respect to a closed-over value}}
  %0 = array.custom_jvp_call @f_jvp(%x, %x) consts 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

func.func private @f_jvp(%x: tensor<f32>, %dx: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  return %dx, %dx : tensor<f32>, tensor<f32>
}
func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error@+1 {{ValueError: expected the results of a custom derivative rule to depend on the primals alone, got result 0, which depends on a tangent}}
  %0 = array.custom_jvp_call @f_jvp(%x) : (tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }
  return %0 : tensor<f32>
}
