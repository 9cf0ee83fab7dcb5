// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @c1(%x: tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>> {
  // expected-error @+2 {{array.fft: kind must be fft, ifft, rfft or irfft, got dct}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "dct", lengths = array<i64: 8>} : (tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>>
  return %r : tensor<8xcomplex<f32>>
}

// -----

func.func @c2(%x: tensor<8xf32>) -> tensor<8xcomplex<f32>> {
  // expected-error @+2 {{array.fft: fft needs an array of complex elements, got tensor<8xf32>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "fft", lengths = array<i64: 8>} : (tensor<8xf32>) -> tensor<8xcomplex<f32>>
  return %r : tensor<8xcomplex<f32>>
}

// -----

func.func @c2_real(%x: tensor<8xcomplex<f32>>) -> tensor<5xcomplex<f32>> {
  // expected-error @+2 {{array.fft: rfft needs an array of floating-point elements, got tensor<8xcomplex<f32>>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "rfft", lengths = array<i64: 8>} : (tensor<8xcomplex<f32>>) -> tensor<5xcomplex<f32>>
  return %r : tensor<5xcomplex<f32>>
}

// -----

func.func @c3(%x: tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>> {
  // expected-error @+2 {{array.fft: lengths must be positive, at least one and at most as many as axes, got [1, 8] for tensor<8xcomplex<f32>>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "fft", lengths = array<i64: 1, 8>} : (tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>>
  return %r : tensor<8xcomplex<f32>>
}

// -----

func.func @c3_sizes(%x: tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>> {
  // expected-error @+2 {{array.fft: fft of lengths [7] needs last axes of sizes [7], got tensor<8xcomplex<f32>>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "fft", lengths = array<i64: 7>} : (tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>>
  return %r : tensor<8xcomplex<f32>>
}

// -----

func.func @c4(%x: tensor<8xcomplex<f32>>) -> tensor<8xf32> {
  // expected-error @+2 {{array.fft: irfft of lengths [8] needs last axes of sizes [5], got tensor<8xcomplex<f32>>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "irfft", lengths = array<i64: 8>} : (tensor<8xcomplex<f32>>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// -----

func.func @c5(%x: tensor<8xf16>) -> tensor<5xcomplex<f32>> {
  // expected-error @+2 {{array.fft: elements must have 32 or 64 bits for each part, got tensor<8xf16>}}
  // expected-error @+1 {{'array.fft' op failed to infer returned types}}
  %r = "array.fft"(%x) {kind = "rfft", lengths = array<i64: 8>} : (tensor<8xf16>) -> tensor<5xcomplex<f32>>
  return %r : tensor<5xcomplex<f32>>
}
