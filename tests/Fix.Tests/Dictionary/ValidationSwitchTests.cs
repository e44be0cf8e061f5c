using Gateway.Fix.Codec;
using Gateway.Fix.Dictionary;
using Gateway.Fix.Session;

namespace Gateway.Fix.Tests;

/// <summary>Each switch of the dictionary's checks: what is refused with it, and passes without it.</summary>
public class ValidationSwitchTests
{
    const string Header = "8=FIX.4.4|35=D|34=2|49=A|52=20240102-03:04:05|56=B|";
    const string Order = "11=o|55=AAPL|54=1|60=20240102-03:04:05|38=5|40=1|";

    readonly FieldIndex _index = new();

    public static TheoryData<string, string, string, int> Switches => new()
    {
        { nameof(ValidationSettings.ValidateFieldsOutOfOrder), "8=FIX.4.4|35=D|34=2|49=A|52=20240102-03:04:05|" + Order + "56=B|", "TagOutOfOrder", 56 },
        { nameof(ValidationSettings.ValidateFieldsHaveValues), Header + Order + "58=|", "TagWithoutValue", 58 },
        { nameof(ValidationSettings.ValidateUserDefinedFields), Header + Order + "5001=x|", "InvalidTagNumber", 5001 },
        { nameof(ValidationSettings.AllowUnknownMsgFields), Header + Order + "150=2|", "TagNotDefinedForMessage", 150 },
        { nameof(ValidationSettings.AllowUnknownEnumValues), Header + Order.Replace("54=1", "54=z"), "ValueIncorrect", 54 },
        { nameof(ValidationSettings.ValidateUnorderedGroupFields), Header + Order + "78=1|79=A1|80=1|661=1|", "GroupFieldsOutOfOrder", 661 },
        { nameof(ValidationSettings.CheckRequiredFields), Header + Order.Replace("55=AAPL|", ""), "RequiredTagMissing", 55 },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public void Each_check_can_be_switched_off(string name, string message, string reason, int tag)
    {
        // AllowUnknownMsgFields off is needed to see the faults of unknown fields; 55 is required in this dictionary.
        Assert.Equal($"{reason} {tag}", Check(message, new ValidationSettings()));
        Assert.Equal("None 0", Check(message, Switched(name)));
    }

    [Theory]
    [InlineData("38=5", "38=x", "IncorrectDataFormat 38")]
    [InlineData("38=5", "38=.", "IncorrectDataFormat 38")]
    [InlineData("38=5", "38=12345678901234567890.5", "None 0")]
    [InlineData("38=5", "38=-5", "None 0")]
    [InlineData("60=20240102-03:04:05", "60=20240102-03:04:05.123456789", "None 0")]
    [InlineData("60=20240102-03:04:05", "60=20240132-03:04:05", "IncorrectDataFormat 60")]
    [InlineData("40=1|", "40=1|18=6 E|", "None 0")]
    [InlineData("40=1|", "40=1|18=6 %|", "ValueIncorrect 18")]
    [InlineData("40=1|", "40=1|40=1|", "TagAppearsMoreThanOnce 40")]
    [InlineData("40=1|", "40=1|78=2|79=A|80=1|79=B|80=2|", "None 0")]
    [InlineData("40=1|", "40=1|78=3|79=A|80=1|79=B|80=2|", "IncorrectNumInGroup 78")]
    [InlineData("40=1|", "40=1|0=1|", "InvalidTagNumber 0")]
    public void Forms_values_and_groups_are_checked(string part, string replaced, string expected) =>
        Assert.Equal(expected, Check(Header + Order.Replace(part, replaced), new ValidationSettings()));

    [Fact]
    public void What_a_venue_says_newly_passes_the_lenient_preset()
    {
        const string report = "8=FIX.4.4|35=8|34=2|49=A|52=20240102-03:04:05|56=B|37=1|17=1|150=F|39=Z|55=X|54=1|151=0|14=5|6=1|7777=new|99=1|2446=9|";
        Assert.Equal("None 0", Check(report, ValidationSettings.Lenient));
        Assert.NotEqual("None 0", Check(report, new ValidationSettings()));
    }

    static ValidationSettings Switched(string name)
    {
        ValidationSettings settings = new();
        var property = typeof(ValidationSettings).GetProperty(name)!;
        property.SetValue(settings, !(bool)property.GetValue(settings)!);
        return settings;
    }

    string Check(string text, ValidationSettings settings)
    {
        DictionaryValidator validator = new(BuiltInDictionary.Of("FIX.4.4")!, settings);
        ValidationResult result = validator.Validate(FixText.Parse(FixText.Frame(text), _index));
        return $"{result.Reason} {result.RefTag}";
    }
}
