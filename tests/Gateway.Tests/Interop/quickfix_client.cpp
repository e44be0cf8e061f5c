// A QuickFIX initiator on strings: each line on stdin is an application message (fields parted by '|', 35 first), each message
// received is a line on stdout.
// Use: quickfix_client SETTINGS-FILE; "logout" logs out, end of input ends the process.
#include <quickfix/FileStore.h>
#include <quickfix/Message.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/SocketInitiator.h>

#include <algorithm>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

static std::mutex output;

static void say(const std::string &event, const std::string &text) {
    std::string line = text;
    std::replace(line.begin(), line.end(), '\001', '|');
    std::lock_guard<std::mutex> guard(output);
    std::cout << event << ' ' << line << std::endl;
}

class Client : public FIX::Application {
public:
    FIX::SessionID session;
    void onCreate(const FIX::SessionID &id) override { session = id; }
    void onLogon(const FIX::SessionID &) override { say("LOGON", ""); }
    void onLogout(const FIX::SessionID &) override { say("LOGOUT", ""); }
    void toAdmin(FIX::Message &message, const FIX::SessionID &) override { say("ADMIN-OUT", message.toString()); }
    void toApp(FIX::Message &, const FIX::SessionID &) throw(FIX::DoNotSend) override {}
    void fromAdmin(const FIX::Message &message, const FIX::SessionID &)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) override {
        say("ADMIN-IN", message.toString());
    }
    void fromApp(const FIX::Message &message, const FIX::SessionID &)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override {
        say("APP", message.toString());
    }
};

static FIX::Message parse(const std::string &line) {
    FIX::Message message;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, '|');) {
        size_t equals = field.find('=');
        if (equals == std::string::npos) continue;
        int tag = std::stoi(field.substr(0, equals));
        if (tag == 35) message.getHeader().setField(tag, field.substr(equals + 1));
        else message.setField(tag, field.substr(equals + 1));
    }
    return message;
}

int main(int, char **arguments) {
    try {
        FIX::SessionSettings settings(arguments[1]);
        Client client;
        FIX::FileStoreFactory store(settings);
        FIX::SocketInitiator initiator(client, store, settings);
        initiator.start();
        for (std::string line; std::getline(std::cin, line);) {
            if (line == "logout") {
                FIX::Session::lookupSession(client.session)->logout();
                continue;
            }
            FIX::Message message = parse(line);
            if (!FIX::Session::sendToTarget(message, client.session)) say("UNSENT", line);
        }
        initiator.stop();
        return 0;
    } catch (std::exception &error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
}
