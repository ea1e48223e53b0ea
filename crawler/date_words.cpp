#include "crawler/date_words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"

namespace rasd {
namespace {

using Words = std::unordered_map<std::string_view, int>;

/// "1:a,b;2:c" as a table.
Words words(std::string_view spec) {
  Words table;
  int value = 0;
  size_t at = 0;
  while (at < spec.size()) {
    const size_t end = std::min(spec.find_first_of(":,;", at), spec.size());
    const std::string_view part = spec.substr(at, end - at);
    if (end < spec.size() && spec[end] == ':')
      value = std::stoi(std::string(part));
    else if (!part.empty())
      table.emplace(part, value);
    at = end + 1;
  }
  return table;
}

int look_up(const Words& table, std::string_view word, int otherwise) {
  const auto found = table.find(word);
  return found == table.end() ? otherwise : found->second;
}

/// The letter without its accent; 0 for a mark that is dropped.
char32_t fold(char32_t c) {
  if (c >= 0x660 && c <= 0x669) return '0' + (c - 0x660);
  if (c >= 0x6F0 && c <= 0x6F9) return '0' + (c - 0x6F0);
  if ((c >= 0x64B && c <= 0x65F) || c == 0x640 || c == 0x670) return 0;
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
      (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0xAD)
    return 0;
  if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) return 0x627;
  if (c == 0x649 || c == 0x6CC) return 0x64A;
  if (c == 0x629) return 0x647;
  if (c == 0x6A9) return 0x643;
  if (c == 0x60C) return ',';
  if (c >= 0xFF10 && c <= 0xFF19) return '0' + (c - 0xFF10);
  if (c == 0xFF1A) return ':';
  if (c == 0x2019 || c == 0x2018) return '\'';
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212)
    return '-';
  if (u_isUWhiteSpace(static_cast<UChar32>(c))) return ' ';
  c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  if (c >= 0xC0 && c < 0x250) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
    UChar parts[8];
    if (U_SUCCESS(status) &&
        unorm2_getDecomposition(nfd, static_cast<UChar32>(c), parts, 8, &status) > 0 &&
        U_SUCCESS(status))
      return parts[0];
  }
  return c;
}

}  // namespace

std::string fold_date_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (const char ascii = text[at]; ascii > ' ' && ascii < 0x7F) {
      out.push_back(ascii >= 'A' && ascii <= 'Z' ? static_cast<char>(ascii + 32) : ascii);
      ++at;
      continue;
    }
    const char32_t c = fold(next_code_point(text, at));
    if (c != 0) append_utf8(out, c);
  }
  return out;
}

int month_of(std::string_view w) {
  static const Words table = words(
      "1:january,jan,يناير,كانون الثاني,كانون ثاني,جانفي,januar,janner,jaenner,janvier,janv,enero,"
      "ene,gennaio,gen,janeiro,januari,ocak,января,янв,январь,stycznia,styczen,ژانويه,جنوري,ledna,"
      "tammikuuta,ιανουαριου,ianuarie,sijecnja;"
      "2:february,feb,febr,فبراير,شباط,فيفري,februar,fevrier,fevr,fev,fevereiro,febrero,febbraio,"
      "februari,subat,февраля,фев,февраль,lutego,luty,فوريه,فبرور,فروري,unora,helmikuuta,februarie;"
      "3:march,mar,مارس,اذار,marz,maerz,mrz,mars,marzo,marco,maart,mrt,mart,марта,мар,март,marca,"
      "marzec,brezna,maaliskuuta,martie,مارچ;"
      "4:april,apr,ابريل,نيسان,افريل,avril,avr,abril,abr,aprile,nisan,апреля,апр,апрель,kwietnia,"
      "kwiecien,اوريل,dubna,huhtikuuta,aprilie;"
      "5:may,مايو,ايار,ماي,mai,mayo,maggio,mag,maio,mei,mayis,мая,май,maja,kvetna,toukokuuta,مئي,"
      "مه;"
      "6:june,jun,يونيو,يونيه,حزيران,جوان,juni,juin,junio,giugno,giu,junho,haziran,июня,июн,июнь,"
      "czerwca,czerwiec,cervna,kesakuuta,iunie,ژوئن,جون;"
      "7:july,jul,يوليو,يوليه,تموز,جويليه,يوليوز,juli,juillet,juil,julio,luglio,lug,julho,temmuz,"
      "июля,июл,июль,lipca,lipiec,cervence,heinakuuta,iulie,ژوئيه,جولاي,جولائي;"
      "8:august,aug,اغسطس,اب,اوت,غشت,aout,agosto,ago,agustos,augustus,августа,авг,август,"
      "sierpnia,sierpien,srpna,elokuuta,اگست,augusti;"
      "9:september,sep,sept,سبتمبر,ايلول,شتنبر,septembre,septiembre,settembre,set,setembro,eylul,"
      "сентября,сен,сентябрь,wrzesnia,wrzesien,septembar,zari,syyskuuta,septembrie,سپتامبر,ستمبر;"
      "10:october,oct,اكتوبر,تشرين الاول,تشرين اول,oktober,okt,octobre,octubre,ottobre,ott,outubro,"
      "out,ekim,октября,окт,октябрь,pazdziernika,pazdziernik,rijna,lokakuuta,octombrie,اكتبر;"
      "11:november,nov,نوفمبر,تشرين الثاني,تشرين "
      "ثاني,نونبر,نوفمر,novembre,noviembre,novembro,kasim,"
      "ноября,ноя,ноябрь,listopada,listopad,listopadu,marraskuuta,noiembrie,نوامبر,نومبر;"
      "12:december,dec,ديسمبر,كانون الاول,كانون اول,دجنبر,dezember,dez,decembre,diciembre,dic,"
      "dicembre,dezembro,aralik,декабря,дек,декабрь,grudnia,grudzien,prosince,joulukuuta,"
      "decembrie,دسامبر,دسمبر");
  return look_up(table, w, 0);
}

int hijri_month_of(std::string_view w) {
  static const Words table = words(
      "1:محرم,المحرم;2:صفر;3:ربيع الاول,ربيع اول;4:ربيع الاخر,ربيع الثاني,ربيع اخر,ربيع ثاني;"
      "5:جمادي الاولي,جمادي الاول,جماد الاول,جماد الاولي;"
      "6:جمادي الاخره,جمادي الثانيه,جمادي الثاني,جمادي الاخر,جماد الاخر,جماد الثاني;7:رجب;"
      "8:شعبان;9:رمضان;10:شوال;11:ذو القعده,ذي القعده,ذوالقعده;12:ذو الحجه,ذي الحجه,ذوالحجه");
  return look_up(table, w, 0);
}

int weekday_of(std::string_view w) {
  static const Words table = words(
      "0:الاحد,احد,للاحد,بالاحد,sunday,sun,sonntag,dimanche,domingo,domenica,pazar,воскресенье;"
      "1:الاثنين,الاتنين,اثنين,monday,mon,montag,lundi,lunes,lunedi,pazartesi,понедельник;"
      "2:الثلاثاء,الثلثاء,الثلاثا,ثلاثاء,tuesday,tue,tues,dienstag,mardi,martes,martedi,sali,"
      "вторник;"
      "3:الاربعاء,الاربعا,اربعاء,wednesday,wed,mittwoch,mercredi,miercoles,mercoledi,carsamba,"
      "среда;"
      "4:الخميس,خميس,thursday,thu,thur,thurs,donnerstag,jeudi,jueves,giovedi,persembe,четверг;"
      "5:الجمعه,جمعه,friday,fri,freitag,vendredi,viernes,venerdi,cuma,пятница;"
      "6:السبت,سبت,saturday,sat,samstag,sonnabend,samedi,sabado,sabato,cumartesi,суббота");
  return look_up(table, w, -1);
}

int relative_day(std::string_view w) {
  static const Words table = words(
      "0:اليوم,today,tonight,الليله,heute,aujourd,hoy,oggi,hoje,bugun,امروز,сегодня,今天,今日,"
      "vandaag,idag;"
      "1:امس,الامس,بالامس,البارحه,بارحه,امبارح,مبارح,yesterday,gestern,hier,ayer,ieri,ontem,ديروز,"
      "вчера,昨天,昨日,gisteren,igar;"
      "2:vorgestern,anteayer,anteontem,پريروز,позавчера,前天,eergisteren");
  return look_up(table, w, -1);
}

long unit_seconds(std::string_view w, int& count) {
  static const Words one = words(
      "1:ثانيه,ثوان,ثواني,second,seconds,sec,secs,s,sekunden,secondes,segundos;"
      "60:دقيقه,دقائق,دقايق,minute,minutes,min,mins,m,minuten,minutos,minuti,dakika,минут,минуты,"
      "минуту,دقيقه,分钟前,分前;"
      "3600:ساعه,ساعات,hour,hours,hr,hrs,h,stunde,stunden,heure,heures,hora,horas,ora,ore,saat,"
      "ساعت,час,часа,часов,小时前,時間前,uur;"
      "86400:يوم,ايام,يوما,day,days,d,tag,tage,tagen,jour,jours,dia,dias,giorno,giorni,gun,روز,"
      "день,дня,дней,天前,日前,dagen;"
      "604800:اسبوع,اسابيع,اسبوعا,week,weeks,wk,wks,w,woche,wochen,semaine,semaines,semana,semanas,"
      "settimana,settimane,hafta,هفته,неделю,недели,недель,周前;"
      "2592000:شهر,اشهر,شهور,شهرا,month,months,mo,monat,monate,monaten,mois,mes,meses,mese,mesi,ay,"
      "ماه,месяц,месяца,месяцев;"
      "31536000:سنه,سنوات,سنين,عام,اعوام,عاما,year,years,yr,yrs,y,jahr,jahre,jahren,an,ans,ano,"
      "anos,"
      "anni,anno,yil,سال,год,года,лет,年前");
  static const Words two = words(
      "1:ثانيتين,ثانيتان;60:دقيقتين,دقيقتان;3600:ساعتين,ساعتان;86400:يومين,يومان;"
      "604800:اسبوعين,اسبوعان;2592000:شهرين,شهران;31536000:سنتين,سنتان,عامين,عامان");
  if (const int seconds = look_up(two, w, 0)) {
    count = 2;
    return seconds;
  }
  return look_up(one, w, 0);
}

int small_number(std::string_view w) {
  static const Words table = words(
      "1:a,an,one,واحد,واحده;2:two,اثنين,اثنتين;3:three,ثلاث,ثلاثه;4:four,اربع,اربعه;5:five,خمس,"
      "خمسه;"
      "6:six,ست,سته;7:seven,سبع,سبعه;8:eight,ثماني,ثمانيه,ثمان;9:nine,تسع,تسعه;10:ten,عشر,عشره;"
      "11:eleven;12:twelve;1:ein,eine,einem,einer,un,une,una,uma;2:zwei,deux,dos,due,dois;"
      "3:drei,trois,tres,tre;4:vier;5:funf");
  return look_up(table, w, 0);
}

bool zone_minutes(std::string_view w, int& minutes) {
  // BST is read as British, IST as Indian and AST as Arabian: what news pages mean by them.
  static const Words table = words(
      "0:z,gmt,utc,ut,wet,غرينتش,جرينتش;60:cet,mez,bst,west,met;120:cest,mesz,eet,cat,sast;"
      "180:eest,msk,eat,ast,trt;240:gst;330:ist;480:sgt,hkt;540:jst,kst;600:aest;660:aedt;"
      "-180:adt,brt,art;-240:edt;-300:est,cdt;-360:cst,mdt;-420:mst,pdt;-480:pst");
  const auto found = table.find(w);
  if (found == table.end()) return false;
  minutes = found->second;
  return true;
}

}  // namespace rasd
