"""Writes images of every kind that films come in, and beside each its grey samples as PIL reads them."""
import os
import sys

from PIL import Image, ImageFilter

folder = sys.argv[1]
width, height = 61, 43


def grey8():
    image = Image.frombytes("L", (width, height), bytes((x * 4 + y * y) % 256 for y in range(height) for x in range(width)))
    return image.filter(ImageFilter.SMOOTH)


def grey16():
    values = ((x * 1021 + y * 4099) % 65536 for y in range(height) for x in range(width))
    return Image.frombytes("I;16", (width, height), b"".join(v.to_bytes(2, "little") for v in values))


def save(name, image, **options):
    path = os.path.join(folder, name)
    image.save(path, **options)
    with Image.open(path) as read:
        wide = read.mode.startswith("I")
        samples = b"".join(v.to_bytes(2, "little") for v in read.getdata()) if wide else read.convert("L").tobytes()
    with open(path + ".raw", "wb") as raw:
        raw.write(samples)


small = grey8()
rgb = small.convert("RGB")
save("grey.png", small)
save("interlaced.png", small, interlace=1)
save("grey16.png", grey16())
save("bilevel.png", small.convert("1"))
save("palette.png", rgb.quantize(200))
save("rgb.png", rgb)
save("rgba.png", small.convert("RGBA"))
save("grey.jpg", small, quality=90)
save("progressive.jpg", small, quality=75, progressive=True)
save("rgb.jpg", rgb, quality=80)
save("grey.tif", small)
save("lzw.tif", small, compression="tiff_lzw")
save("deflate.tif", small, compression="tiff_adobe_deflate")
save("packbits.tif", small, compression="packbits")
save("grey16.tif", grey16())
save("grey16lzw.tif", grey16(), compression="tiff_lzw")
save("lossless.webp", rgb, lossless=True)
save("pages.tif", small, save_all=True, append_images=[small.transpose(Image.FLIP_LEFT_RIGHT)])

# What must be refused.
colour = Image.merge("RGB", (small, small.transpose(Image.FLIP_TOP_BOTTOM), small.transpose(Image.FLIP_LEFT_RIGHT)))
for name in ("colour.png", "colour.jpg", "colour.tif", "colour.webp"):
    save(name, colour)
save("cmyk.jpg", colour.convert("CMYK"))
save("float.tif", small.convert("F"))
save("blank.png", Image.new("L", (9, 9), 77))
save("grey.gif", small)
save("grey.bmp", small)
