using ClinSeek.Ehr.Database.Functions;

namespace ClinSeek.Ehr.Tests.Database.Functions;

public sealed class UcumTwinTests
{
    [Theory]
    [InlineData(7.2, "K/uL", 7.2, "10*9/L")]
    [InlineData(7.2, "10*3/uL", 7.2, "10*9/L")]
    [InlineData(7.2, "10*9/L", 7.2, "10*9/L")]
    [InlineData(4.5, "m/uL", 4500, "10*9/L")]
    [InlineData(13.5, "g/dL", 13500, "mg/dL")]
    [InlineData(135, "g/L", 13500, "mg/dL")]
    [InlineData(5, "mg/L", 0.5, "mg/dL")]
    [InlineData(0.04, "ng/mL", 0.000004, "mg/dL")]
    [InlineData(40, "ng/L", 0.000004, "mg/dL")]
    [InlineData(5.5, "mmol/L", 5.5, "mmol/L")]
    [InlineData(110, "umol/L", 0.11, "mmol/L")]
    [InlineData(140, "mEq/L", 140, "meq/L")]
    [InlineData(35, "IU/L", 35, "U/L")]
    [InlineData(2.5, "uIU/mL", 0.0025, "U/L")]
    [InlineData(2.5, "m[IU]/L", 0.0025, "U/L")]
    [InlineData(98.6, "[degF]", 37, "Cel")]
    [InlineData(37, "Cel", 37, "Cel")]
    [InlineData(310.15, "K", 37, "Cel")]
    [InlineData(120, "mmHg", 120, "mm[Hg]")]
    [InlineData(16, "kPa", 120.00992, "mm[Hg]")]
    [InlineData(72, "in", 182.88, "cm")]
    [InlineData(1.8, "m", 180, "cm")]
    [InlineData(150, "lb", 68.0388555, "kg")]
    [InlineData(70000, "g", 70, "kg")]
    [InlineData(12, "sec", 12, "s")]
    [InlineData(80, "/min", 80, "/min")]
    [InlineData(80, "{beats}/min", 80, "/min")]
    [InlineData(97, "%", 97, "%")]
    [InlineData(1.1, "{INR}", 1.1, "1")]
    [InlineData(24.2, "kg/m2", 24.2, "kg/m2")]
    [InlineData(90, "mL/min/{1.73_m2}", 90, "mL/min")]
    [InlineData(290, "mosm/kg", 290, "mosm/kg")]
    public void Of_UnitOfAKind_IsTheKindsOwn(double value, string unit, double expected, string canonical)
    {
        UcumTwin twin = UcumTwin.Of(value, unit).ShouldNotBeNull();

        twin.Unit.ShouldBe(canonical);
        twin.Value.ShouldBe(expected, Math.Abs(expected) * 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("widgets")]
    [InlineData("10*999/L")]
    [InlineData("see comment")]
    public void Of_UnknownUnit_HasNoTwin(string unit) => UcumTwin.Of(1, unit).ShouldBeNull();

    [Theory]
    [InlineData("14749-6", 5.5, "mmol/L", 99.088)]
    [InlineData("14682-9", 88.4, "umol/L", 0.99998)]
    [InlineData("14631-6", 17.1, "umol/L", 0.99977)]
    [InlineData("2000-8", 2.5, "mmol/L", 10.02)]
    public void Of_AmountOfAKnownSubstance_IsItsMass(string loinc, double value, string unit, double expected)
    {
        var observation = System.Text.Json.JsonElement.Parse(
            $$$"""{"code":{"coding":[{"system":"http://loinc.org","code":"{{{loinc}}}"}]},"valueQuantity":{"value":{{{value.ToString(System.Globalization.CultureInfo.InvariantCulture)}}},"unit":"{{{unit}}}"}}""");

        UcumTwin twin = UcumTwin.Of(observation).ShouldNotBeNull();

        twin.Unit.ShouldBe("mg/dL");
        twin.Value.ShouldBe(expected, 0.001);
    }
}
