using System.Globalization;
using System.Text;

namespace ClinSeek.Evidence.Canonical;

/// <summary>A double as ECMAScript's <c>Number::toString</c> writes it, which is what RFC 8785 asks for.</summary>
public static class CanonicalNumber
{
    /// <summary>The shortest digits that read back as the same double, laid out as ECMAScript does.</summary>
    /// <exception cref="CanonicalJsonException">The value is NaN or infinite.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new CanonicalJsonException("A number outside the finite doubles has no canonical form.");
        }

        if (value == 0)
        {
            return "0";
        }

        (string digits, int point) = Digits(Math.Abs(value));
        return (value < 0 ? "-" : "") + Layout(digits, point);
    }

    /// <summary>The significant digits without zeros at either end, and where the decimal point stands, counted from their left.</summary>
    private static (string Digits, int Point) Digits(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal).Trim('0');

        int point = exponentAt < 0
            ? PlainPoint(mantissa)
            : int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + PlainPoint(mantissa);
        return (digits, point);
    }

    private static int PlainPoint(string mantissa)
    {
        int dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        string whole = dot < 0 ? mantissa : mantissa[..dot];
        if (whole != "0")
        {
            return whole.Length;
        }

        string fraction = mantissa[(dot + 1)..];
        return -(fraction.Length - fraction.TrimStart('0').Length);
    }

    private static string Layout(string digits, int point)
    {
        int count = digits.Length;
        if (point is > 0 and <= 21)
        {
            return count <= point ? digits.PadRight(point, '0') : digits[..point] + "." + digits[point..];
        }

        if (point is > -6 and <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        int exponent = point - 1;
        var text = new StringBuilder().Append(digits[0]);
        if (count > 1)
        {
            text.Append('.').Append(digits, 1, count - 1);
        }

        return text.Append('e').Append(exponent < 0 ? '-' : '+')
            .Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
