"""Writes images of every kind that films come in, and beside each its grey samples as PIL reads them."""
import os
import struct
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



def tiff(name, order, photometric, bits, samples):
    """A TIFF of one strip, in either byte order, which PIL reads and does not write."""
    big = order == ">"
    tags = [(256, 4, width), (257, 4, height), (258, 3, bits), (259, 3, 1), (262, 3, photometric), (273, 4, 8),
            (277, 3, 1), (278, 4, height), (279, 4, len(samples))]
    entries = b"".join(
        struct.pack(order + "HHI", tag, kind, 1) + (struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value))
        for tag, kind, value in tags)
    content = ((b"MM\0*" if big else b"II*\0") + struct.pack(order + "I", 8 + len(samples)) + samples
               + struct.pack(order + "H", len(tags)) + entries + bytes(4))
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    with Image.open(path) as read:
        wide = read.mode.startswith("I")
        raw = b"".join(v.to_bytes(2, "little") for v in read.getdata()) if wide else read.convert("L").tobytes()
    with open(path + ".raw", "wb") as file:
        file.write(raw)


tiff("whiteiszero.tif", "<", 0, 8, small.tobytes())
tiff("bigendian.tif", ">", 1, 8, small.tobytes())
tiff("bigendian16.tif", ">", 1, 16, b"".join(v.to_bytes(2, "big") for v in grey16().getdata()))

# What must be refused.
colour = Image.merge("RGB", (small, small.transpose(Image.FLIP_TOP_BOTTOM), small.transpose(Image.FLIP_LEFT_RIGHT)))
for name in ("colour.png", "colour.jpg", "colour.tif", "colour.webp"):
    save(name, colour)
save("cmyk.jpg", colour.convert("CMYK"))
save("float.tif", small.convert("F"))
save("blank.png", Image.new("L", (9, 9), 77))
save("grey.gif", small)
save("grey.bmp", small)
