using Gateway.Messages;

namespace Gateway.Configuration;

/// <summary>Checks rates: every currency that something is traded or kept in has a worth in the money that limits are in.</summary>
static class RateRules
{
    internal static void Check(GatewayConfiguration configuration, ConfigurationErrors errors)
    {
        errors.Require(ConfigurationRules.IsName(configuration.Currency, 16), "currency", "has to be 1 to 16 printable ASCII characters.");
        foreach (var (currency, rate) in configuration.Rates)
        {
            errors.Require(ConfigurationRules.IsName(currency, 16), $"rates:{currency}", "a currency has 1 to 16 printable ASCII characters.");
            errors.Require(rate.Raw > 0, $"rates:{currency}", "has to be above zero.");
            errors.Require(currency != configuration.Currency || rate.Raw == FixedPoint.One, $"rates:{currency}", $"limits are in {currency}: its rate is 1.");
        }

        for (var i = 0; i < configuration.Instruments.Count; i++) Require(configuration, configuration.Instruments[i].Currency, $"instruments:{i}:currency", errors);
        for (var i = 0; i < configuration.Accounts.Count; i++) Require(configuration, configuration.Accounts[i].Currency, $"accounts:{i}:currency", errors);
    }

    static void Require(GatewayConfiguration configuration, string currency, string key, ConfigurationErrors errors)
        => errors.Require(currency == configuration.Currency || configuration.Rates.ContainsKey(currency), key,
            $"has no rate to {configuration.Currency}: rates:{currency} is missing.");
}
