using Gateway.Venues.Rest;

namespace Gateway.Venues.Tests.Rest;

public sealed class OutcomeRulesTests
{
    [Theory]
    [InlineData(200, 0, "Confirmed")]
    [InlineData(400, -1013, "Refused")]
    [InlineData(400, -2010, "Refused")]
    [InlineData(401, 0, "Refused")]
    [InlineData(403, 0, "Refused")]
    [InlineData(418, -1003, "Refused")]
    [InlineData(429, -1003, "Refused")]
    [InlineData(400, -1006, "Ambiguous")] // The code in the body wins.
    [InlineData(400, -1007, "Ambiguous")]
    [InlineData(504, -1007, "Ambiguous")]
    [InlineData(200, -1007, "Ambiguous")]
    [InlineData(500, 0, "Ambiguous")]
    [InlineData(503, -2010, "Ambiguous")]
    [InlineData(409, -2021, "Ambiguous")]
    [InlineData(302, 0, "Ambiguous")]
    [InlineData(404, 0, "Ambiguous")]
    public void Status_and_code_decide(int status, int code, string outcome)
        => Assert.Equal(outcome, OutcomeRules.Classify(status, code).ToString());
}
