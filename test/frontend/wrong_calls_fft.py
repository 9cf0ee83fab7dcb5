"""Wrong calls of Fourier transforms and of what is made of them."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import lax


@wrong(ValueError, "fft.fft", "positive", r"\(0,\)")
def length_of_a_transform():
    cnp.fft.fft(cnp.ones(4), 0)  # here


@wrong(ValueError, "fft.fft", "axis 3", "out of bounds")
def axis_of_a_transform():
    cnp.fft.fft(cnp.ones(4), axis=3)  # here


@wrong(ValueError, "fft.fft", "one axis", r"\(0, 1\)", "fftn")
def axes_of_a_transform_along_one():
    cnp.fft.fft(cnp.ones((4, 4)), axis=(0, 1))  # here


@wrong(ValueError, "fft.rfft", "real numbers", "complex64", "fft")
def rfft_of_complex_numbers():
    cnp.fft.rfft(cnp.ones(4, "complex64"))  # here


@wrong(ValueError, "fft.fft2", "two axes", r"\(0,\)")
def axes_of_fft2():
    cnp.fft.fft2(cnp.ones((4, 4)), axes=(0,))  # here


@wrong(ValueError, "fft.fftn", "as many lengths as axes", r"\(2, 2\)", r"\(0,\)")
def lengths_and_axes():
    cnp.fft.fftn(cnp.ones((4, 4)), (2, 2), (0,))  # here


@wrong(ValueError, "fft.fftn", "duplicate axis")
def repeated_axes():
    cnp.fft.fftn(cnp.ones((4, 4)), axes=(0, 0))  # here


@wrong(ValueError, "fft.ifft", "'ortho'", "'forward'", "'most'")
def norm_of_a_transform():
    cnp.fft.ifft(cnp.ones(4), norm="most")  # here


@wrong(ValueError, "fft.irfft", "positive", r"\(0,\)", r"\(1,\)")
def irfft_of_one_number():
    cnp.fft.irfft(cnp.ones(1))  # here


@wrong(ValueError, "fft.fftfreq", "an integer", r"\[3\]")
def frequencies_of_a_list():
    cnp.fft.fftfreq([3])  # here


@wrong(ValueError, "fft", "RFFT", "'dft'")
def name_of_a_transform():
    lax.fft(cnp.ones(4), "dft", (4,))  # here


@wrong(TypeError, "fft", "FftType", "got 7")
def number_of_a_transform():
    lax.fft(cnp.ones(4), 7, (4,))  # here


@wrong(ValueError, "fft", "IRFFT", r"\(5,\)", r"\(8,\)", r"\(4,\)")
def lengths_of_lax_fft():
    lax.fft(cnp.ones(4), "irfft", (8,))  # here


@wrong(ValueError, "fft", "at most 1", r"\(1, 4\)")
def too_many_lengths():
    lax.fft(cnp.ones(4), "fft", (1, 4))  # here


@wrong(NotImplementedError, "dct", "type 2", "got 3")
def type_of_a_cosine_transform():
    cv.scipy.fft.dct(cnp.ones(4), type=3)  # here


@wrong(ValueError, "idct", "'ortho'", "'forward'")
def norm_of_a_cosine_transform():
    cv.scipy.fft.idct(cnp.ones(4), norm="forward")  # here


@wrong(ValueError, "stft", "noverlap < nperseg", "8 and 4")
def overlap_of_pieces():
    cv.scipy.signal.stft(cnp.ones(16), nperseg=4, noverlap=8)  # here


@wrong(ValueError, "welch", "unknown window", "'round'", "hann", "array of values")
def name_of_a_window():
    cv.scipy.signal.welch(cnp.ones(16), window="round")  # here


@wrong(ValueError, "istft", "at least two axes", r"\(16,\)")
def istft_of_a_line():
    cv.scipy.signal.istft(cnp.ones(16))  # here


@wrong(ValueError, "csd", "'mean' or 'median'", "'mode'")
def average_of_pieces():
    cv.scipy.signal.csd(cnp.ones(16), cnp.ones(16), average="mode")  # here


@wrong(ValueError, "detrend", "'linear' or 'constant'", "'square'")
def type_of_a_trend():
    cv.scipy.signal.detrend(cnp.ones(16), type="square")  # here
